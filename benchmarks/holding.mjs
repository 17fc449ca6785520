// What it costs to hold many requests at once: time and memory a request.
import { interleave } from './support/interleave.mjs'
import { findNodes } from './support/node-lines.mjs'
import { measurePerSize, measureSizes, sizes, summariseFigures } from './support/per-size.mjs'
import { floor } from './subjects/holders.mjs'
import { runAlone } from './support/run-alone.mjs'

const figures = ['us', 'bytes']
const subjects = [
  'bootstrap-gate',
  floor,
  'array of closures',
  'express-queue',
  'p-queue',
  'cockatiel bulkhead',
  'async-mutex',
]

export async function measure({ quick }) {
  const rounds = quick ? 1 : 5
  return {
    rounds,
    rows: await measurePerSize('holding.mjs', subjects, rounds, figures),
    lines: await measureLines(rounds),
  }
}

/** The gate, and what it takes at least, with the most requests, on each line of Node. */
async function measureLines(rounds) {
  const nodes = findNodes()
  const size = sizes.at(-1)
  const measured = Object.keys(nodes).flatMap((version) =>
    ['bootstrap-gate', floor].map((subject) => `${subject} on ${version}`),
  )
  const results = await interleave(measured, rounds, async (one) => {
    const [subject, version] = one.split(' on ')
    const perSize = await measureSizes('holding.mjs', subject, [size], nodes[version])
    return perSize.get(size)
  })
  return Object.entries(results).map(([one, list]) => {
    const [subject, version] = one.split(' on ')
    return { subject, version, ...summariseFigures(list.filter(Boolean), figures) }
  })
}

await runAlone(import.meta, measure)
