import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { stopAfterTest } from '../../../helpers/cleanup'
import { http1Client, type Send } from '../../../helpers/client'
import { Log } from '../../../helpers/log'

const anyPort = path.resolve(__dirname, '../../../fixtures/recipes/any-port.cjs')

/** A program of a recipe, as it stands there, in a process of its own that ends with the test. */
export class Program {
  readonly child: ChildProcess
  /** Its exit code, or the signal that ended it. */
  readonly exit: Promise<number | string>
  /** What it has sent to whoever has started it. */
  readonly messages = new Log<unknown>()
  output = ''
  errors = ''
  port = 0
  send!: Send
  readonly #news = new Log<'news'>()

  private constructor(file: string, env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, ['--require', anyPort, file], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env },
    })
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString()
      this.#news.add('news')
    })
    this.child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()))
    this.child.on('message', (message) => {
      this.messages.add(message)
    })
    this.exit = once(this.child, 'close').then(([code, signal]) => {
      const ended = (code ?? signal) as number | string
      this.#news.add('news')
      this.messages.add({ ended })
      return ended
    })
    stopAfterTest(async () => {
      this.child.kill('SIGKILL')
      await this.exit
    })
  }

  /** Starts it, and waits until it listens. */
  static async start(file: string, env: NodeJS.ProcessEnv = {}): Promise<Program> {
    const program = new Program(file, env)
    program.port = (await program.message<{ port: number }>('port')).port
    program.send = http1Client(program.port)
    return program
  }

  /** The first message that has a key, be it there or still to come. */
  async message<T>(key: string): Promise<T> {
    for (let index = 0; ; index++) {
      const message = await this.messages.at(index)
      if (typeof message === 'object' && message !== null) {
        if (key in message) return message as T
        if ('ended' in message) throw new Error(`It has ended. ${this.errors}`)
      }
    }
  }

  /** Fulfils when it has printed this. */
  async says(line: string): Promise<void> {
    for (let count = 1; !this.output.includes(line); count++) await this.#news.until(count)
  }

  /** Fulfils when nobody can connect to it any more. */
  async refuses(): Promise<void> {
    for (let isRefused = false; !isRefused;) {
      const socket = net.connect(this.port, '127.0.0.1')
      isRefused = await new Promise((resolve) => {
        socket.once('error', () => {
          resolve(true)
        })
        socket.once('connect', () => {
          resolve(false)
        })
      })
      socket.destroy()
    }
  }
}
