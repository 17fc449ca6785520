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
}

/** Runs a file that serves, and first tells its port, in a process that ends with the test. */
export async function runFixture(
  file: string,
  { args = [], execArgv = [] }: Settings = {},
): Promise<RunningFixture> {
  const child = fork(file, args, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const exit = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  stopAfterTest(async () => {
    child.kill('SIGKILL')
    await exit
  })
  const told = new Log<unknown>()
  child.on('message', (message) => {
    told.add(message)
  })
  const port = (await told.at(0)) as number
  told.entries.shift()
  return { port, child, told, exit }
}
