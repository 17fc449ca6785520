// The boot itself: clients meet the app of `npm start` that has just started.
import { measureBoot, summariseBoots } from './support/measure-boot.mjs'
import { interleave } from './support/interleave.mjs'
import { runAlone } from './support/run-alone.mjs'

const subjects = {
  'no gate': ['plain'],
  'express-queue, activeLimit 1': ['express-queue'],
  'memoised by hand': ['memoised'],
  'bootstrap-gate': ['gate', 1, 12],
  'bootstrap-gate, warmed up first': ['warmed-up'],
}
/** The same with V8's young generation kept small: what it grows to is the rest of the memory. */
const small = { flags: ['--max-semi-space-size=4'] }
const inLittleMemory = {
  'memoised by hand': ['memoised'],
  'bootstrap-gate': ['gate', 1, 12],
}
const clients = 200

export async function measure({ quick }) {
  const rounds = quick ? 1 : 9
  const results = await interleave(Object.keys(subjects), rounds, (subject) =>
    measureBoot('boot-server.mjs', subjects[subject], clients),
  )
  return {
    rounds,
    clients,
    rows: summariseAll(results),
    small: summariseAll(
      await interleave(Object.keys(inLittleMemory), rounds, (subject) =>
        measureBoot('boot-server.mjs', inLittleMemory[subject], clients, small),
      ),
    ),
  }
}

function summariseAll(results) {
  return Object.entries(results).map(([subject, boots]) => ({
    subject,
    ...summariseBoots(boots),
  }))
}

await runAlone(import.meta, measure)
