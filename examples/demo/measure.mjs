import { runBurst } from './load.mjs'
import { startServer } from './server.mjs'

/** Lets clients meet a freshly started app, and says what became of them and of it. */
export async function measure({ front, clients, patienceMs, progress }) {
  const server = await startServer(front)
  try {
    progress.burstBegun()
    const results = await runBurst({
      port: server.port,
      clients,
      patienceMs,
      onEnd: progress.clientEnded,
    })
    const { listeningMs } = server
    return { results, listeningMs, ...summarise(results), ...(await server.report()) }
  } finally {
    await server.stop()
  }
}

function summarise(results) {
  const count = (end) => results.filter((result) => result.end === end).length
  // Whoever got no right answer has waited for longer than any time.
  const waits = results
    .map(({ end, ms }) => (end === 'answered' ? ms : Infinity))
    .sort((one, other) => (one < other ? -1 : 1))
  return {
    clients: results.length,
    answered: count('answered'),
    failed: count('failed'),
    unanswered: count('unanswered'),
    p50Ms: percentile(waits, 50),
    p99Ms: percentile(waits, 99),
    lastMs: waits.at(-1),
    firstFault: results.find(({ end }) => end === 'failed')?.fault,
  }
}

/** The value that this percentage of all values does not exceed. */
function percentile(sorted, percent) {
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1]
}
