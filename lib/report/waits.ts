import { heldTime, slotTime, untilOf } from './boot'
import type { BootReport, ReportedRequest } from '../types'

/** A request that somebody waited behind, and for how long. */
export interface Wait {
  readonly behind: ReportedRequest
  readonly ms: number
}

/** Who had the slot while a request was held: those that it waited behind, longest first. */
export function waitsOf(request: ReportedRequest, report: BootReport): Wait[] {
  if (request.asker !== null) return []
  const until = untilOf(report)
  const [start, end] = heldTime(request, until)
  return report.requests
    .filter((other) => other !== request && other.asker === null)
    .map((behind) => {
      const [from, to] = slotTime(behind, until) ?? [0, 0]
      return { behind, ms: Math.min(to, end) - Math.max(from, start) }
    })
    .filter(({ ms }) => ms > 0)
    .sort((one, other) => other.ms - one.ms)
}
