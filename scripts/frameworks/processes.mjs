import { spawn } from 'node:child_process'
import { once } from 'node:events'

const running = new Set()

/**
 * Starts a command in a process group of its own, and keeps what it prints.
 *
 * @returns `child`, `output` with `stdout` and `stderr` so far, and `exited`, a promise of its exit code
 */
export function start(command, args, options) {
  const child = spawn(command, args, {
    ...options,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (output.stderr += text))
  const exited = new Promise((resolve) => {
    child.once('error', (error) => {
      output.stderr += String(error)
      running.delete(child)
      resolve(-1)
    })
    child.once('close', (code) => {
      running.delete(child)
      resolve(code ?? -1)
    })
  })
  return { child, output, exited }
}

/** Runs a command to its end; rejects with what it printed if it fails, or is not over in time. */
export async function run(command, args, { seconds, ...options }) {
  const { child, output, exited } = start(command, args, options)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    kill(child)
  }, seconds * 1000)
  const code = await exited
  clearTimeout(timer)
  if (code === 0) return output.stdout
  const why = isLate ? `was not over after ${seconds} s` : `ended with ${code}`
  const printed = `${output.stdout}\n${output.stderr}`.trim().slice(-3000)
  throw new Error(`\`${[command, ...args].join(' ')}\` ${why}:\n${printed}`)
}

/** Stops a process that was started, with all that it has started itself. */
export async function stop({ child, exited }) {
  kill(child)
  // One who keeps its output open for longer is not waited for.
  await Promise.race([exited, once(AbortSignal.timeout(5000), 'abort')])
}

/** Stops whatever still runs. */
export function stopAll() {
  for (const child of running) kill(child)
}

function kill({ pid }) {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
