import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { stopAfterTest } from '../../helpers/cleanup'
import { http1Client, type Send } from '../../helpers/client'
import { Log } from '../../helpers/log'
import type { Project } from './project'

interface Served {
  readonly send: Send
  /** What the program has told: its port, what its gate has done, and at the end its exit code. */
  readonly told: Log<unknown>
}

/** Runs a program that serves, in a process of its own that ends with the test. */
export async function serve(project: Project, program: string): Promise<Served> {
  const file = path.join(project.folder, program)
  const child = fork(file, {
    cwd: project.folder,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const told = new Log<unknown>()
  const ended = once(child, 'exit').then(([code]) => {
    told.add({ exitCode: code as unknown })
  })
  stopAfterTest(async () => {
    child.kill('SIGKILL')
    await ended
  })
  child.on('message', (message) => {
    told.add(message)
  })
  const port = await told.at(0)
  if (typeof port !== 'number') throw new Error(`${program} has ended before it served.`)
  return { send: http1Client(port), told }
}
