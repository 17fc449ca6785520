import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { BootReport, BootstrapGateOptions, BootstrapGateStats } from '../../../lib'
import { stopAfterTest } from '../../helpers/cleanup'
import { http1Client, type Send } from '../../helpers/client'
import { Log } from '../../helpers/log'
import { Project } from '../../package/support/project'
import { variableOf, type Runtime } from './runtimes'

export type Kind = 'Express 5' | 'a bare handler'

interface Settings {
  readonly kind: Kind
  readonly options?: BootstrapGateOptions
  readonly warmUp?: { readonly target: 'app' | 'server'; readonly paths: readonly string[] }
}

/** What the app tells; see `app/main.mjs`. */
interface Told {
  readonly name: string
  readonly url?: string
  readonly port?: number
  readonly complained?: string
  readonly [more: string]: unknown
}

/** The folder of a user who has installed the package. */
const project = new Project('app', {
  express: 'express',
  'light-my-request': 'light-my-request',
})
project.writeJson('package.json', { private: true, type: 'module' })
cpSync(path.join(__dirname, '../app'), project.folder, { recursive: true })

/** The app of these tests in a process of a runtime, that ends with the test. */
export class AppProcess {
  /** Sends a request to it. */
  readonly send: Send
  readonly port: number
  /** Its exit code, or the signal that ended it. */
  readonly exit: Promise<unknown>
  readonly #told: Log<Told>

  private constructor(port: number, exit: Promise<unknown>, told: Log<Told>) {
    this.port = port
    this.send = http1Client(port)
    this.exit = exit
    this.#told = told
  }

  static async start(runtime: Runtime | 'node', settings: Settings): Promise<AppProcess> {
    const child = run(runtime, JSON.stringify(settings))
    const exit = once(child, 'exit').then(([code, signal]) => (code ?? signal) as unknown)
    stopAfterTest(async () => {
      child.kill('SIGKILL')
      await exit
    })
    const told = new Log<Told>()
    createInterface(child.stdout).on('line', (line) => {
      told.add(JSON.parse(line) as Told)
    })
    const complaints = text(child.stderr)
    void Promise.all([exit, complaints]).then(([code, complained]) => {
      told.add({ name: 'exit', code, complained })
    })
    const { port } = await first(told, 'listening')
    return new AppProcess(port ?? 0, exit, told)
  }

  /** The first event of a name, and of a path where one is given, be it past or still to come. */
  until(name: string, url?: string): Promise<Told> {
    return first(this.#told, name, url)
  }

  /** The paths of the requests that an event was told of so far. */
  urls(name: string): unknown[] {
    return this.#told.entries.filter((event) => event.name === name).map(({ url }) => url)
  }

  async stats(): Promise<BootstrapGateStats> {
    return JSON.parse(await this.ask('stats')) as BootstrapGateStats
  }

  async report(): Promise<BootReport> {
    return JSON.parse(await this.ask('report')) as BootReport
  }

  /** Has the app do what the test wishes; the gate hears nothing of it. */
  async ask(wish: 'stats' | 'report' | 'release' | 'shutdown'): Promise<string> {
    const { body } = await this.send(`/test/${wish}`).answer
    return body
  }
}

function run(
  runtime: Runtime | 'node',
  settings: string,
): ChildProcessByStdio<null, Readable, Readable> {
  const isNode = runtime === 'node'
  const file = isNode ? process.execPath : (process.env[variableOf(runtime)] ?? '')
  const args = [...(isNode ? [] : runtime.run), 'main.mjs', settings]
  return spawn(file, args, { cwd: project.folder, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function first(told: Log<Told>, name: string, url?: string): Promise<Told> {
  for (let index = 0; ; index++) {
    const event = await told.at(index)
    if (event.name === name && (url === undefined || event.url === url)) return event
    if (event.name === 'exit')
      throw new Error(`No ${name} before its end. ${event.complained ?? ''}`)
  }
}
