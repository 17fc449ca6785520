import { heldTime, untilOf } from './boot'
import type { BootReport } from '../types'

/** How many were held from this time on. */
export interface Step {
  readonly at: number
  readonly held: number
}

/** How long the line at the gate was, of the requests that are listed. */
export function lineOf(report: BootReport): Step[] {
  const until = untilOf(report)
  const changes = report.requests
    .map((request) => heldTime(request, until))
    .filter(([start, end]) => end > start)
    .flatMap(([start, end]) => [
      { at: start, by: 1 },
      { at: end, by: -1 },
    ])
    .sort((one, other) => one.at - other.at)
  const steps: Step[] = []
  let held = 0
  for (const { at, by } of changes) {
    held += by
    if (steps.at(-1)?.at === at) steps.pop()
    steps.push({ at, held })
  }
  return steps
}
