import { describeRequest } from './requests.mjs'
import { exchange } from './exchange.mjs'
import { stopLater } from './closing.mjs'
import { until } from './until.mjs'

const limitMs = 60_000
const patienceMs = 10_000
/** Enough to open the gate of an app that is not warmed up: see `metByClients` in app.mjs. */
const requests = 40

/**
 * Starts the processes by PM2, and asks each all that there is before anybody else can: one request
 * after the other, so that the traffic meets a healthy fleet whatever stands before the app.
 */
export async function startProcesses(pm2, front, ports) {
  const stop = stopLater(() => pm2.deleteAll())
  const started = pm2.start(front, ports)
  started.catch(() => {})
  for (const port of ports) {
    const asked = bootAlone(port)
    await Promise.race([asked, started.then(() => asked)])
  }
  await started
  return {
    stop,
    readStats: (n) => readStats(ports[n]),
    /** Has one end, and another one start in its place; waits until it is ready. */
    restart: (n) => pm2.restart(n),
    /** Resolves when a process that is being restarted holds clients, at the latest when it is ready. */
    async holds(n, restarted) {
      let isReady = false
      const ready = () => (isReady = true)
      restarted.then(ready, ready)
      await until(`fleet-${n} holds clients`, limitMs, async () => {
        return isReady || (await readStats(ports[n])).gate.queued > 0
      })
    },
  }
}

async function bootAlone(port) {
  await until('A process listens', limitMs, () => readStats(port))
  for (let n = 0; n < requests; n++) {
    const { method, path, body, isRight } = describeRequest(n)
    const write = (req) => req.end(body)
    const sent = { port, agent: false, method, path, write, patienceMs }
    const { status, answer, fault } = await exchange(sent)
    if (fault !== undefined || !isRight(answer)) {
      throw new Error(`A process that nobody else asks: ${method} ${path}: ${fault ?? status}`)
    }
  }
}

async function readStats(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/stats`)
  return answer.json()
}
