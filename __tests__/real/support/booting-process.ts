import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { stopAfterTest } from '../../helpers/cleanup'
import { Log } from '../../helpers/log'

/** What a process of `examples/staggered-boots` tells, on a clock that all of them share. */
interface Told {
  readonly atMs: number
  readonly booting?: string
  readonly open?: string
  readonly failed?: string
}

const app = path.resolve(__dirname, '../../../examples/staggered-boots/app.mjs')
const onCommand = path.resolve(__dirname, '../../fixtures/redis/block-on-command.cjs')

/** The app of `examples/staggered-boots` in a process of its own, that ends with the test. */
export class BootingProcess {
  readonly told = new Log<Told | undefined>()
  errors = ''
  /** Its exit code, or the signal that ended it. */
  readonly exit: Promise<number | string>
  readonly #child: ChildProcess

  constructor(url: string, env: NodeJS.ProcessEnv = {}) {
    this.#child = fork(app, {
      execArgv: ['--require', onCommand],
      env: { ...process.env, LOADING_MS: '100', ...env, PORT: '0', REDIS_URL: url },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()))
    this.#child.on('message', (told: Told) => {
      this.told.add(told)
    })
    this.exit = once(this.#child, 'close').then(([code, signal]) => {
      this.told.add(undefined)
      return (code ?? signal) as number | string
    })
    stopAfterTest(async () => {
      this.#child.kill('SIGKILL')
      await this.exit
    })
  }

  /** Fulfils when it boots, with the right by which it does. */
  async booting(): Promise<{ readonly by: string; readonly atMs: number }> {
    const { booting, atMs } = await this.#news(0)
    return { by: String(booting), atMs }
  }

  /** Fulfils when its gate has opened. */
  async open(): Promise<number> {
    const { open, failed, atMs } = await this.#news(1)
    if (open !== 'warmed-up') throw new Error(`It is not open: ${String(open ?? failed)}`)
    return atMs
  }

  /** Keeps its event loop busy as soon as it hears of it. */
  block(ms: number): void {
    this.#child.send({ blockMs: ms })
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /** @returns its exit code */
  async end(): Promise<number | string> {
    this.#child.kill('SIGTERM')
    return this.exit
  }

  async #news(index: number): Promise<Told> {
    const told = await this.told.at(index)
    if (told === undefined) throw new Error(`It has ended. ${this.errors}`)
    return told
  }
}

export function startMany(
  count: number,
  url: string,
  env?: NodeJS.ProcessEnv,
): readonly BootingProcess[] {
  return Array.from({ length: count }, () => new BootingProcess(url, env))
}

/** Waits until all have booted; how many have done so at the same time, at most. */
export async function mostAtOnce(processes: readonly BootingProcess[]): Promise<number> {
  const boots = await Promise.all(
    processes.map(async (one) => ({ from: (await one.booting()).atMs, until: await one.open() })),
  )
  const besides = ({ from: moment }: { from: number }): number =>
    boots.filter(({ from, until }) => from <= moment && moment < until).length
  return Math.max(...boots.map(besides))
}

/** What they have to show for themselves in the end: nothing printed as an error, exit code 0. */
export async function endAll(processes: readonly BootingProcess[]): Promise<void> {
  const codes = await Promise.all(processes.map((one) => one.end()))
  const errors = processes.map((one) => one.errors).join('')
  expect({ codes, errors }).toEqual({ codes: processes.map(() => 0), errors: '' })
}
