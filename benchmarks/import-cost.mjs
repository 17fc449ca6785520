// What an import() costs while a gate is closed, against the same without a gate.
import { runProcess } from './support/child.mjs'
import { findNodes } from './support/node-lines.mjs'
import { runAlone } from './support/run-alone.mjs'
import { ratios, summarise } from './support/statistics.mjs'

const baseline = 'without a gate'

export async function measure({ quick }) {
  const rounds = quick ? 3 : 63
  const rows = []
  for (const [version, node] of Object.entries(findNodes())) {
    const { fresh, cached } = await runProcess('import-cost.mjs', [rounds], { node })
    for (const subject of Object.keys(fresh)) {
      rows.push({
        version,
        subject,
        fresh: summariseKind(fresh, subject),
        cached: summariseKind(cached, subject),
      })
    }
  }
  return { rounds, baseline, rows }
}

function summariseKind(microseconds, subject) {
  return {
    us: summarise(microseconds[subject]),
    ratio: ratios(microseconds[subject], microseconds[baseline]),
  }
}

await runAlone(import.meta, measure)
