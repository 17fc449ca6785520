import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { order, patterns } from '../subjects/traffic-patterns.mjs'
import { nextMessage, startProcess, stopProcess } from './child.mjs'
import { createClients } from './traffic-clients.mjs'

export const ordinaryClients = 100
/** Whoever has got nothing by then is given up: later than any limit of the gate. */
export const patienceMs = 35_000
const messageLimitMs = 20_000

/**
 * Starts an app behind a front. The first clients of a pattern come, and the ordinary ones when the
 * server has seen the requests of the first.
 */
export async function measureTraffic(name, front, files) {
  const pattern = patterns[name]
  const args = [front, files, pattern.firstRequests]
  // The server hears its warnings itself.
  const server = startProcess('traffic-server.mjs', args, { flags: ['--no-warnings'] })
  const leave = new globalThis.AbortController()
  setMaxListeners(0, leave.signal)
  try {
    const { port } = await nextMessage(server, messageLimitMs)
    const clients = createClients(port, leave.signal)
    const timer = setTimeout(() => leave.abort(), patienceMs)
    const seen = nextMessage(server, messageLimitMs)
    const first = pattern.sendFirst(clients)
    if ((await seen) === undefined) throw new Error(`${front}: the first of ${name} did not come.`)
    const ordinary = await sendOrdinary(pattern, clients, leave.signal)
    if (!pattern.areOpenEnded) await first
    clearTimeout(timer)
    const report = nextMessage(server, messageLimitMs)
    server.send('report')
    const { imports, initialisedAgain, gate } = await report
    leave.abort()
    const outcomes = await first
    const mustEnd = pattern.areOpenEnded ? ordinary : [...outcomes, ...ordinary]
    return {
      rejected: count([...outcomes, ...ordinary], 'rejected'),
      failed: count([...outcomes, ...ordinary], 'failed'),
      unanswered: count(mustEnd, 'unanswered'),
      waits: ordinary.map(({ end, ms }) => (end === 'answered' ? ms : Infinity)),
      imports,
      initialisedAgain,
      gate,
    }
  } finally {
    leave.abort()
    await stopProcess(server)
  }
}

async function sendOrdinary({ ordinary = order, everyMs = 0 }, { get }, signal) {
  const outcomes = []
  for (let n = 0; n < ordinaryClients; n++) {
    const { path, isRight } = ordinary(n)
    outcomes.push(get(path, isRight))
    if (everyMs > 0) await delay(everyMs, undefined, { signal })
  }
  return Promise.all(outcomes)
}

function count(outcomes, how) {
  return outcomes.filter(({ end }) => end === how).length
}
