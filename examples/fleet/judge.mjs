import { seconds } from '../demo/rows.mjs'

/** How long a cold boot took at most in a run, of those that have come to an end. */
export function longestBootMs({ told }) {
  return Math.max(...told.flatMap(({ coldBootMs }) => coldBootMs ?? []))
}

/** How long a client may wait: for a cold boot, and what the same traffic waits before any restart. */
export function longestAllowedMs(run) {
  return longestBootMs(run) + run.longestCalmMs
}

/** How often an initialiser ran that had run before, in all processes. */
export function countRepeatedBoots({ told }) {
  return told.reduce((sum, { poolsOpened }) => sum + Math.max(0, poolsOpened - 1), 0)
}

/** The promises that a run has broken, each as a sentence. */
export function findBroken(run) {
  const gates = run.told.map(({ gate }) => gate)
  const isAtRest = ({ queued, inFlight }) => queued === 0 && inFlight === 0
  const slotTimeouts = gates.reduce((sum, gate) => sum + gate.slotTimeouts, 0)
  const promises = [
    [run.lost === 0, `requests lost: ${run.lost}`],
    [run.serverErrors === 0, `answered with a 5xx: ${run.serverErrors}`],
    [
      run.longestMs <= longestAllowedMs(run),
      `the longest wait: ${seconds(run.longestMs)}, a cold boot took ${seconds(longestBootMs(run))}`,
    ],
    [countRepeatedBoots(run) === 0, `pools opened too many: ${countRepeatedBoots(run)}`],
    [
      run.restarts.every((count) => count === run.rounds),
      `times that each process was restarted: ${run.restarts.join(', ')}, not ${run.rounds}`,
    ],
    [
      gates.slice(-run.restarts.length).every(isAtRest),
      `a gate has not come to rest: ${JSON.stringify(gates)}`,
    ],
    [slotTimeouts === 0, `slots that timed out: ${slotTimeouts}`],
    [run.complaints === '', `a process has complained: ${run.complaints.slice(0, 2_000)}`],
  ]
  return promises.filter(([isKept]) => !isKept).map(([, sentence]) => sentence)
}
