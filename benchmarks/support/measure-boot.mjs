import { describeClients } from '../../examples/demo/clients.mjs'
import { runBurst } from '../../examples/demo/load.mjs'
import { nextMessage, startProcess, stopProcess } from './child.mjs'
import { summarise } from './statistics.mjs'

const patienceMs = 60_000
const silenceMs = 3_000
const messageLimitMs = 20_000

/**
 * Lets a burst of clients meet an app that has just started, and says what became of them. When none
 * has got an answer for some seconds, the rest count as unanswered.
 */
export async function measureBoot(program, args, clients, options) {
  const server = startProcess(program, args, options)
  const results = []
  let lastAt = performance.now()
  let isSilent = false
  const onEnd = ({ end, ms }) => {
    lastAt = performance.now()
    results.push({ end: isSilent ? 'unanswered' : end, ms })
  }
  try {
    const { port, listeningMs } = await nextMessage(server, messageLimitMs)
    const burst = runBurst({ port, clients: describeClients(clients), patienceMs, onEnd })
    isSilent = await Promise.race([burst.then(() => false), silence(() => lastAt)])
    const report = nextMessage(server, messageLimitMs)
    server.send('report')
    const { poolsOpened, peakBytes } = await report
    await stopProcess(server)
    await burst
    return { results, listeningMs, poolsOpened, peakBytes }
  } finally {
    await stopProcess(server)
  }
}

/** Fulfils when nothing has happened for too long. */
function silence(readLastAt) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (performance.now() - readLastAt() < silenceMs) return
      clearInterval(timer)
      resolve(true)
    }, 100)
    timer.unref()
  })
}

/** Several boots as one. Waits are of those who were answered. */
export function summariseBoots(boots) {
  const count = (how) =>
    summarise(boots.map(({ results }) => results.filter(({ end }) => end === how).length))
  const waits = boots.map(({ results }) =>
    results
      .filter(({ end }) => end === 'answered')
      .map(({ ms }) => ms)
      .toSorted((one, other) => one - other),
  )
  return {
    listeningMs: summarise(boots.map(({ listeningMs }) => listeningMs)),
    unanswered: count('unanswered'),
    failed: count('failed'),
    poolsOpened: summarise(boots.map(({ poolsOpened }) => poolsOpened)),
    medianMs: summarise(waits.map((ms) => ms[Math.floor(ms.length / 2)] ?? Infinity)),
    lastMs: summarise(waits.map((ms) => ms.at(-1) ?? Infinity)),
    peakMegabytes: summarise(boots.map(({ peakBytes }) => peakBytes / 1e6)),
  }
}
