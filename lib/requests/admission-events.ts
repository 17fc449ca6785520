import type { GateRequest } from './gate-request'
import type { Visit } from '../visits/visit'

/** What happens to requests, for the owner of the queue to act on. */
export interface AdmissionEvents {
  /** It is to be let into the app. `heldSince` is on the clock of `performance.now()`. */
  admitted(request: GateRequest, heldSince: number): void
  /** The app ended its response, and Node finished it. */
  completed(request: GateRequest): void
  /** Its client went away, or something else had answered it before its turn. */
  aborted(request: GateRequest): void
  /** It was held for too long, and is held no more. */
  queueTimedOut(request: GateRequest): void
  /** It was inside the app for too long, and loses its slot. */
  slotTimedOut(request: GateRequest): void
  /** Its response has begun and goes on: it loses its slot, and counts. */
  streamed(request: GateRequest): void
  /** It may wait for a request that waits in the line: it loses its slot. */
  gaveWay(request: GateRequest): void
  /** Something has kept the event loop busy; on the clock of `performance.now()`. */
  loopBlocked(start: number, end: number): void
  /** It has left the app, or is watched no more. */
  left(visit: Visit): void
  /** It has its slot no more: what it causes is not its own any longer. */
  slotPassedOn(visit: Visit): void
}
