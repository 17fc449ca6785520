import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/**
 * Starts one of the programs in `processes/` in a process of its own.
 *
 * @param options - `node`: the executable, `flags`: of Node, `env`: more of the environment
 */
export function startProcess(program, args, { node = process.execPath, flags = [], env } = {}) {
  const file = fileURLToPath(new URL(`../processes/${program}`, import.meta.url))
  const child = fork(file, args.map(String), {
    execPath: node,
    execArgv: flags,
    env: { ...process.env, ...env },
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return child
}

/** Ends a process, and waits until it is gone. */
export async function stopProcess(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** The next message of a process; undefined when it ends, or says nothing for so long. */
export function nextMessage(child, limitMs) {
  return new Promise((resolve) => {
    const end = (message) => {
      clearTimeout(timer)
      child.off('message', end)
      child.off('exit', onExit)
      resolve(message)
    }
    const onExit = () => end(undefined)
    const timer = setTimeout(onExit, limitMs)
    child.on('message', end)
    child.on('exit', onExit)
  })
}

/** Runs a program to its first message, which it must give. */
export async function runProcess(program, args, options) {
  const child = startProcess(program, args, options)
  try {
    const message = await nextMessage(child, 60_000)
    if (message === undefined) throw new Error(`${program} ${args.join(' ')} gave no result.`)
    return message
  } finally {
    await stopProcess(child)
  }
}
