import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { stopAfterTest } from '../../helpers/cleanup'
import { freePort } from '../../helpers/free-port'
import { haproxy, nginx } from './needs'

export const proxies = ['haproxy', 'nginx'] as const
export type ProxyName = (typeof proxies)[number]

const configs = path.resolve(__dirname, '../../../examples/proxies')

/** For what befalls clients of a process that HAProxy would send none to. */
export const withoutChecks = (config: string): string =>
  config.replace('default-server check', 'default-server').replaceAll(/ track \S+/g, '')

/** A proxy by the settings in `examples/proxies`, between a port of its own and those of two processes. */
export class Proxy {
  errors = ''
  readonly port: number
  readonly folder: string
  readonly #child: ChildProcess
  readonly #closed: Promise<unknown>

  private constructor(port: number, folder: string, child: ChildProcess) {
    this.port = port
    this.folder = folder
    this.#child = child
    this.#closed = once(child, 'close')
    child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()))
    stopAfterTest(async () => {
      await this.end('SIGTERM')
      rmSync(folder, { recursive: true })
    })
  }

  /**
   * Starts one, and waits until it listens.
   *
   * @param edit - changes the settings before they are used
   */
  static async start(
    name: ProxyName,
    [one, two]: readonly [number, number],
    edit = (config: string): string => config,
  ): Promise<Proxy> {
    const port = await freePort()
    const folder = mkdtempSync(path.join(tmpdir(), `${name}-`))
    const file = path.join(folder, name === 'haproxy' ? 'haproxy.cfg' : 'nginx.conf')
    const config = edit(readFileSync(path.join(configs, path.basename(file)), 'utf8'))
      .replaceAll(':8000', `:${String(port)}`)
      .replaceAll(':3001', `:${String(one)}`)
      .replaceAll(':3002', `:${String(two)}`)
    writeFileSync(file, name === 'nginx' ? inFolder(config, folder) : config)
    const options = { stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] }
    const child =
      name === 'haproxy'
        ? spawn(haproxy.file, ['-db', '-f', file], { ...options, cwd: folder })
        : spawn(nginx.file, ['-p', folder, '-c', file, '-e', 'stderr'], {
            ...options,
            detached: true,
          })
    const proxy = new Proxy(port, folder, child)
    while (!(await listens(port))) {
      if (child.exitCode !== null) throw new Error(`${name} has ended: ${proxy.errors}`)
      await delay(5)
    }
    return proxy
  }

  /** Ends it; nginx with all its workers, which would go on without their master for a while. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { pid, spawnargs } = this.#child
    if (this.#child.exitCode === null && this.#child.signalCode === null && pid !== undefined) {
      const isGroup = signal === 'SIGKILL' && spawnargs[0] === nginx.file
      process.kill(isGroup ? -pid : pid, signal)
    }
    await this.#closed
  }
}

/** What a package of nginx puts into folders of the system, and what a test puts into its own. */
function inFolder(config: string, folder: string): string {
  // Workers run as somebody else where root starts them.
  chmodSync(folder, 0o755)
  mkdirSync(path.join(folder, 'temp'))
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const paths = kinds.map((kind) => `${kind}_temp_path ${folder}/temp/${kind};`)
  return `daemon off; pid ${folder}/nginx.pid;\n${config.replace('http {', `http { access_log off; ${paths.join(' ')}`)}`
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('error', () => {
      resolve(false)
    })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
