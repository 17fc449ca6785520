import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { stopAfterTest } from './cleanup'
import { Log } from './log'

export interface RunningFixture {
  readonly port: number
  readonly child: ChildProcess
  /** What the fixture has told since it listens. */
  readonly told: Log<unknown>
  /** Its exit code, or the signal that ended it. */
  readonly exit: Promise<number | string>
}

interface Settings {
  readonly args?: readonly string[]
  /** For Node itself. */
  readonly execArgv?: string[]
  readonly cwd?: string
  /** Where what it prints goes; its errors are always to be seen. */
  readonly stdout?: 'inherit' | 'ignore'
}

/** Runs a file that serves, and first tells its port, in a process that ends with the test. */
export async function runFixture(
  file: string,
  { args = [], execArgv = [], cwd, stdout = 'inherit' }: Settings = {},
): Promise<RunningFixture> {
  const child = fork(file, args, { cwd, execArgv, stdio: ['ignore', stdout, 'inherit', 'ipc'] })
  const exit = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  stopAfterTest(async () => {
    child.kill('SIGKILL')
    await exit
  })
  const told = new Log<unknown>()
  child.on('message', (message) => {
    told.add(message)
  })
  const port = await Promise.race([told.at(0), exit.then(() => undefined)])
  if (typeof port !== 'number') throw new Error(`${file} has ended before it served.`)
  told.entries.shift()
  return { port, child, told, exit }
}
