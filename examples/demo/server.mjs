import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('server-process.mjs', import.meta.url))
const startLimitMs = 15_000
const reportLimitMs = 3_000

/**
 * Starts the app in a process of its own, cold.
 *
 * @param front - 'ungated', 'gated' or 'warmed up': gated, and warmed up before it listens
 */
export async function startServer(front) {
  const child = fork(program, [front])
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    process.off('exit', kill)
    if (child.exitCode !== null || child.signalCode !== null) return
    kill()
    await once(child, 'exit')
  }
  try {
    const { port, listeningMs } = await nextMessage(child, startLimitMs)
    return {
      port,
      listeningMs,
      report() {
        child.send('report')
        return nextMessage(child, reportLimitMs)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function nextMessage(child, limitMs) {
  return new Promise((resolve, reject) => {
    const end = (settle, value) => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      settle(value)
    }
    const onMessage = (message) => end(resolve, message)
    const onExit = (code, signal) => {
      end(
        reject,
        new Error(`The server process ended by itself (${signal ?? `exit code ${code}`}).`),
      )
    }
    const timer = setTimeout(() => {
      end(reject, new Error(`The server process has not answered for ${limitMs / 1000} s.`))
    }, limitMs)
    child.on('message', onMessage)
    child.on('exit', onExit)
  })
}
