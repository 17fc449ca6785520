import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { environment } from './install.mjs'
import { start, stop } from './processes.mjs'

const hear = (file) => `--import=${pathToFileURL(path.join(import.meta.dirname, file))}`

/** An example that was started as its users would, in a process of its own. */
export class App {
  #process
  #notes

  constructor(process, port, notes) {
    this.#process = process
    /** Where it listens: `localhost` is one of two addresses, as it likes. */
    this.address = { host: undefined, port }
    this.#notes = notes
  }

  /**
   * Resolves when it listens. Nothing has been sent by then.
   *
   * @param isGated whether its gate is closed at first; otherwise it is open from its making on
   */
  static async start(copy, isGated) {
    const port = await freePort()
    const notes = path.join(copy, `boot-${isGated ? 'gated' : 'open'}.json`)
    const preload = hear(isGated ? 'in-app/note-boot.mjs' : 'in-app/open-gates.mjs')
    const process_ = start(process.execPath, ['--run', 'start'], {
      cwd: copy,
      env: { ...environment, PORT: String(port), BOOT_NOTES: notes, NODE_OPTIONS: preload },
    })
    const app = new App(process_, port, notes)
    try {
      await app.#until(async () => (app.address.host = await hostOf(port)) !== undefined, 90)
    } catch (error) {
      await app.stop()
      throw error
    }
    return app
  }

  get stdout() {
    return this.#process.output.stdout
  }

  get stderr() {
    return this.#process.output.stderr
  }

  /** How its boot ended, when it has: `{ reason, bootMs, imports, … }`. */
  async boot() {
    await this.#until(() => existsSync(this.#notes), 45)
    return JSON.parse(readFileSync(this.#notes, 'utf8'))
  }

  async stop() {
    await stop(this.#process)
  }

  async #until(isSo, seconds) {
    let code
    this.#process.exited.then((exitCode) => (code = exitCode))
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
      if (await isSo()) return
      if (code !== undefined) break
      await delay(20)
    }
    const why = code === undefined ? `not so far after ${seconds} s` : `ended with ${code}`
    throw new Error(`The app has ${why}:\n${this.stdout.slice(-1500)}\n${this.stderr.slice(-1500)}`)
  }
}

async function freePort() {
  const server = net.createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address()
  await once(server.close(), 'close')
  return port
}

/** @returns which address of this machine somebody listens at; undefined if nobody does so far */
async function hostOf(port) {
  const socket = net.connect(port, 'localhost')
  try {
    await once(socket, 'connect')
    return socket.remoteAddress
  } catch {
    return undefined
  } finally {
    socket.destroy()
  }
}
