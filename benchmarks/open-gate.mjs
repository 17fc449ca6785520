// What an open gate costs a call, on each line of Node, against a middleware that does nothing.
import { runProcess } from './support/child.mjs'
import { findNodes } from './support/node-lines.mjs'
import { runAlone } from './support/run-alone.mjs'
import { ratios, summarise } from './support/statistics.mjs'

const baseline = 'a middleware that does nothing'

export async function measure({ quick }) {
  const rounds = quick ? 3 : 15
  const rows = []
  for (const [version, node] of Object.entries(findNodes())) {
    rows.push(...(await measureLine(version, node, rounds)))
  }
  return { rounds, baseline, rows }
}

async function measureLine(version, node, rounds) {
  const results = await runProcess('open-gate.mjs', [rounds], { node, flags: ['--expose-gc'] })
  const { nanoseconds, bytes } = results
  return Object.keys(nanoseconds).map((subject) => ({
    version,
    subject,
    ns: summarise(nanoseconds[subject]),
    moreNs: summarise(nanoseconds[subject].map((ns, round) => ns - nanoseconds[baseline][round])),
    ratio: ratios(nanoseconds[subject], nanoseconds[baseline]),
    bytes: bytes[subject],
  }))
}

await runAlone(import.meta, measure)
