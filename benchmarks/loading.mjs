// What loading the package costs a process that has just started.
import { runProcess } from './support/child.mjs'
import { interleave } from './support/interleave.mjs'
import { withInstalled } from './support/installed.mjs'
import { findNodes } from './support/node-lines.mjs'
import { runAlone } from './support/run-alone.mjs'
import { ratios, summarise } from './support/statistics.mjs'

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
    lines: await measureColdStarts(quick ? 1 : 15),
  }
}

/** From loading the package to holding the second request, now and in version 1.0.0, on each line of Node. */
function measureColdStarts(rounds) {
  const nodes = findNodes()
  return withInstalled(async (projects) => {
    const lines = []
    for (const [line, node] of Object.entries(nodes)) {
      const results = await interleave(Object.keys(projects), rounds, (version) =>
        runProcess('cold-start.cjs', [projects[version]], { node }),
      )
      lines.push(...summariseLine(line, results))
    }
    return lines
  })
}

function summariseLine(line, { now, '1.0.0': old }) {
  const untilMade = ({ load, make }) => load + make
  return Object.entries({ now, '1.0.0': old ?? [] })
    .filter(([, rounds]) => rounds.length > 0)
    .map(([version, rounds]) => ({
      line,
      version,
      steps: Object.fromEntries(
        Object.keys(rounds[0]).map((step) => [step, summarise(rounds.map((round) => round[step]))]),
      ),
      ratio: old && ratios(rounds.map(untilMade), old.map(untilMade)),
    }))
}

await runAlone(import.meta, measure)
