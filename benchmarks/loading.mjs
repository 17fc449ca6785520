// What loading the package costs a process that has just started.
import { runProcess } from './support/child.mjs'
import { interleave } from './support/interleave.mjs'
import { runAlone } from './support/run-alone.mjs'
import { summarise } from './support/statistics.mjs'

const baseline = 'an empty file'
const subjects = {
  [baseline]: './empty.cjs',
  'bootstrap-gate': 'bootstrap-gate',
  'async-mutex': 'async-mutex',
  'express-queue': 'express-queue',
  'p-queue': 'p-queue',
  'express-rate-limit': 'express-rate-limit',
  express: 'express',
}

export async function measure({ quick }) {
  const rounds = quick ? 3 : 21
  const results = await interleave(Object.keys(subjects), rounds, (subject) =>
    runProcess('loading.cjs', [subjects[subject]]),
  )
  return {
    rounds,
    baseline,
    rows: Object.entries(results).map(([subject, list]) => ({
      subject,
      ms: summarise(list.map(({ ms }) => ms)),
      files: list[0].files,
      kilobytes: list[0].bytes / 1_000,
    })),
    ...(await measureParts(quick ? 3 : 11)),
  }
}

/** Where the time goes, from loading the package to holding the second request. */
async function measureParts(rounds) {
  const parts = []
  for (let round = 0; round < rounds; round++) parts.push(await runProcess('loading-parts.cjs', []))
  const names = Object.keys(parts[0].steps)
  const builtins = Object.keys(parts[0].builtins)
  return {
    steps: names.map((name) => ({ name, ms: summarise(parts.map(({ steps }) => steps[name])) })),
    builtins: builtins.map((name) => ({
      name,
      ms: summarise(parts.map((part) => part.builtins[name])),
    })),
  }
}

await runAlone(import.meta, measure)
