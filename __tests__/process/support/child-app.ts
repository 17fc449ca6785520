import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import path from 'node:path'
import type { BootstrapGateOptions, BootstrapGateStats } from '../../../lib'

/** What a fixture tells; see `fixtures/serve.cjs`. */
export type ChildEvent =
  | { type: 'listening'; port: number }
  | { type: 'loaded'; name: string }
  | { type: 'not loaded'; name: string; error: string }
  | { type: 'import settled'; label: string; request: string | null; status: string }
  | { type: 'asked'; specifier: string; parentURL: string }
  | { type: 'open'; reason: string }
  | { type: 'fail' }
  | { type: 'done'; [more: string]: unknown }
  | { type: 'warning'; code: string; message: string }
  | { type: 'answer'; answer: unknown }

type EventOf<T extends ChildEvent['type']> = Extract<ChildEvent, { type: T }>

export interface ChildSettings {
  readonly gate?: BootstrapGateOptions
  /** A fixture that is loaded before the app. */
  readonly preload?: string
  readonly [more: string]: unknown
}

const fixtures = path.resolve(__dirname, '../../fixtures')
const running = new Set<ChildApp>()

afterEach(() => Promise.all(Array.from(running, (app) => app.stop())))

/** A fixture in a process of its own, that ends with the test. */
export class ChildApp {
  /** All that the fixture has told so far. */
  readonly events: ChildEvent[] = []
  readonly #child: ChildProcess
  readonly #exited: Promise<unknown>
  readonly #news = new EventEmitter()
  #failure: Error | undefined
  #port = 0

  private constructor(file: string, { preload, ...settings }: ChildSettings) {
    const before = preload === undefined ? [] : ['--require', path.join(fixtures, preload)]
    const args = [...before, path.join(fixtures, file), JSON.stringify(settings)]
    this.#child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
    running.add(this)
    let stderr = ''
    this.#child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    this.#child.on('error', (error) => (stderr += error.message))
    this.#child.on('message', (event: ChildEvent) => {
      this.events.push(event)
      this.#news.emit('news')
    })
    this.#exited = once(this.#child, 'close')
    void this.#exited.then(() => {
      this.#failure = new Error(`${file} has ended. ${stderr}`)
      this.#news.emit('news')
    })
  }

  static async start(file: string, settings: ChildSettings = {}): Promise<ChildApp> {
    const app = new ChildApp(file, settings)
    app.#port = (await app.until('listening')).port
    return app
  }

  /** The first event like this one, be it past or still to come. */
  async until<T extends ChildEvent['type']>(
    type: T,
    like: Partial<EventOf<T>> = {},
  ): Promise<EventOf<T>> {
    for (;;) {
      const event = this.all(type).find((candidate) => matches(candidate, like))
      if (event !== undefined) return event
      if (this.#failure !== undefined) throw this.#failure
      await once(this.#news, 'news')
    }
  }

  all<T extends ChildEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type)
  }

  /** What was told, in words: for tests of the order. */
  order(...types: ChildEvent['type'][]): string[] {
    return this.events
      .filter(({ type }) => types.includes(type))
      .map((event) => (event.type === 'loaded' ? `loaded ${event.name}` : event.type))
  }

  async request(method: string, target: string): Promise<{ status: number; body: string }> {
    const response = await fetch(`http://127.0.0.1:${String(this.#port)}${target}`, { method })
    return { status: response.status, body: await response.text() }
  }

  /** Sends a request that nobody waits for. */
  send(method: string, target: string): void {
    this.request(method, target).catch(() => undefined)
  }

  stats(): Promise<BootstrapGateStats> {
    return this.#ask('stats') as Promise<BootstrapGateStats>
  }

  /** Opens or shuts down the gate by hand, or lets the modules go on that wait for it. */
  command(wish: 'open' | 'shutdown' | 'release'): void {
    this.#child.send(wish)
  }

  /** Stops the whole process, or lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(name)
  }

  /** Whether anybody hears of imports in the process. */
  importsAreHeard(): Promise<boolean> {
    return this.#ask('heard') as Promise<boolean>
  }

  get port(): number {
    return this.#port
  }

  async stop(): Promise<void> {
    running.delete(this)
    this.#child.kill('SIGKILL')
    await this.#exited
  }

  async #ask(question: string): Promise<unknown> {
    this.#child.send(question)
    const { answer } = await this.until('answer')
    this.events.splice(
      this.events.findIndex(({ type }) => type === 'answer'),
      1,
    )
    return answer
  }
}

function matches(event: object, like: object): boolean {
  return Object.entries(like).every(([key, value]) => Reflect.get(event, key) === value)
}
