// A boot under real traffic: clients who keep their requests open, or ask for a lot, come first.
import { interleave } from './support/interleave.mjs'
import { measureTraffic, ordinaryClients, patienceMs } from './support/measure-traffic.mjs'
import { runAlone } from './support/run-alone.mjs'
import { summarise } from './support/statistics.mjs'
import { withTrafficFiles } from './support/traffic-files.mjs'
import { patterns } from './subjects/traffic-patterns.mjs'

const baseline = 'no gate'
const subjects = [baseline, 'express-queue, activeLimit 1', 'bootstrap-gate']

export async function measure({ quick }) {
  const rounds = quick ? 1 : 3
  return withTrafficFiles(async (files) => {
    const rows = []
    for (const pattern of Object.keys(patterns)) {
      rows.push(...(await measurePattern(pattern, rounds, files)))
    }
    return { rounds, clients: ordinaryClients, patienceMs, baseline, rows }
  })
}

async function measurePattern(pattern, rounds, files) {
  const boots = Object.fromEntries(subjects.map((subject) => [subject, []]))
  await interleave(subjects, rounds, async (subject) => {
    // It takes long to see that somebody gets no answer: once is enough.
    if (boots[subject].some(({ unanswered }) => unanswered > 0)) return
    boots[subject].push(await measureTraffic(pattern, subject, files))
  })
  const { goal } = patterns[pattern]
  return subjects.map((subject) => ({
    pattern,
    goal,
    subject,
    ...summariseBoots(boots[subject], boots[baseline]),
  }))
}

function summariseBoots(boots, bareBoots) {
  const each = (read) => summarise(boots.map(read))
  // Without a gate too somebody may get no answer: then there is nothing to compare with.
  const isComparable = bareBoots.every(({ unanswered }) => unanswered === 0)
  const compare = (read) =>
    isComparable ? summarise(boots.map((boot, round) => read(boot, bareBoots[round]))) : null
  return {
    rejected: each(({ rejected }) => rejected),
    failed: each(({ failed }) => failed),
    unanswered: each(({ unanswered }) => unanswered),
    initialisedAgain: each(({ initialisedAgain }) => initialisedAgain),
    imports: each(({ imports }) => imports),
    medianMs: each(median),
    worstMs: each(worst),
    timesBare: compare((boot, bare) => median(boot) / median(bare)),
    worstMoreMs: compare((boot, bare) => worst(boot) - worst(bare)),
    gates: boots.flatMap(({ gate }) => gate ?? []),
  }
}

function median({ waits }) {
  return waits.toSorted((one, other) => one - other)[Math.floor(waits.length / 2)]
}

function worst({ waits }) {
  return Math.max(...waits)
}

await runAlone(import.meta, measure)
