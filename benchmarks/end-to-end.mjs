// What an open gate costs a request to Express 5, against the same app without one.
import { interleave } from './support/interleave.mjs'
import { measureRate } from './support/measure-rate.mjs'
import { nextMessage, startProcess, stopProcess } from './support/child.mjs'
import { runAlone } from './support/run-alone.mjs'
import { ratios, summarise } from './support/statistics.mjs'
import { frontNames } from './subjects/fronts.mjs'

const [baseline] = frontNames
const startLimitMs = 15_000

export async function measure({ quick }) {
  const rounds = quick ? 3 : 9
  const servers = []
  const ports = {}
  try {
    for (const name of frontNames) {
      const server = startProcess('express-server.mjs', [name])
      servers.push(server)
      ports[name] = (await nextMessage(server, startLimitMs)).port
      await measureRate(ports[name])
    }
    const rates = await interleave(frontNames, rounds, (name) => measureRate(ports[name]))
    return { rounds, baseline, rows: frontNames.map((name) => summariseRow(name, rates)) }
  } finally {
    for (const server of servers) await stopProcess(server)
  }
}

function summariseRow(subject, rates) {
  return {
    subject,
    perSecond: summarise(rates[subject]),
    ratio: ratios(rates[subject], rates[baseline]),
  }
}

await runAlone(import.meta, measure)
