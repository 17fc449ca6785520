import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { stopAfterTest } from '../../helpers/cleanup'
import { http1Client, type Send } from '../../helpers/client'
import { Log } from '../../helpers/log'

/** What `watch.cjs` tells, what is printed, and the end. */
type News =
  | { type: 'watching' }
  | { type: 'arrived'; url: string; queued: number; inFlight: number }
  | { type: 'open'; reason: string; mostInside: number }
  | { type: 'listening'; port: string }
  | { type: 'printed' }
  | { type: 'complained' }
  | { type: 'ended' }

type NewsOf<T extends News['type']> = Extract<News, { type: T }>

export const examples = path.resolve(__dirname, '../../../examples')

/** The one example that is compiled before it runs. */
export function compileTypeScript(): void {
  const tsc = require.resolve('typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', path.join(examples, 'typescript')])
}

/** An example in a process of its own, that ends with the test. */
export class Example {
  output = ''
  errors = ''
  /** Sends a request to the address that it has printed. */
  send!: Send
  readonly #news = new Log<News>()
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>

  private constructor(file: string, env: NodeJS.ProcessEnv) {
    const args = ['--require', path.join(__dirname, 'watch.cjs'), path.join(examples, file)]
    this.#child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env, PORT: '0' },
    })
    stopAfterTest(() => this.#child.kill('SIGKILL'))
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString()
      const [, port] = /Listening on http:\/\/127\.0\.0\.1:(\d+)\. Try/.exec(this.output) ?? []
      if (port !== undefined) this.#news.add({ type: 'listening', port })
      this.#news.add({ type: 'printed' })
    })
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.errors += chunk.toString()
      this.#news.add({ type: 'complained' })
    })
    this.#child.on('message', (news: News) => {
      this.#news.add(news)
    })
    this.#ended = once(this.#child, 'close')
    void this.#ended.then(() => {
      this.#news.add({ type: 'ended' })
    })
  }

  /** Starts it, and waits until it listens. */
  static async start(file: string, env: NodeJS.ProcessEnv = {}): Promise<Example> {
    const example = new Example(file, env)
    await example.until('watching')
    example.send = http1Client(Number((await example.until('listening')).port))
    return example
  }

  /** The first news like these, be they there or still to come. */
  async until<T extends News['type']>(type: T, like: Partial<NewsOf<T>> = {}): Promise<NewsOf<T>> {
    const expected = Object.entries({ type, ...like })
    for (let index = 0; ; index++) {
      const news = await this.#news.at(index)
      if (expected.every(([key, value]) => Reflect.get(news, key) === value)) {
        return news as NewsOf<T>
      }
      if (news.type === 'ended') throw new Error(`The example has ended. ${this.errors}`)
    }
  }

  /** Waits for what it is to print. */
  async untilPrinted(pattern: RegExp): Promise<RegExpExecArray> {
    for (let index = 0; ; index++) {
      const found = pattern.exec(this.output)
      if (found !== null) return found
      const { type } = await this.#news.at(index)
      if (type === 'ended') throw new Error(`The example has ended. ${this.errors}`)
    }
  }

  /** @returns the exit code */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal)
    await this.#ended
    return this.#child.exitCode
  }
}
