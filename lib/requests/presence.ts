import { endBegun, isEnded, isGone } from './connection'
import type { GateRequest } from './gate-request'

/** Whether there is still somebody to answer, and nothing has begun to while it was held. */
export function isPresent({ req, res, cameBegun }: GateRequest): boolean {
  return !isGone(req, res) && !isEnded(res) && (cameBegun || !res.headersSent)
}

/** What something else has begun to answer is ended, for nobody else will. */
export function endIfBegun({ res }: GateRequest): void {
  if (res.headersSent && !isEnded(res)) endBegun(res)
}
