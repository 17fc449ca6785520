import type { IncomingMessage } from 'node:http'
import type { BootstrapGateError, RejectionReason } from '../errors'
import type { BootstrapGate } from './gate'
import type { AnyRequest } from './messages'
import type { OpenReason } from './stats'

/**
 * What a gate publishes on the tracing channel `bootstrap-gate.boot` of `node:diagnostics_channel`: the same
 * object each time.
 */
export interface BootMessage {
  /** The gate that boots. */
  readonly gate: BootstrapGate
  /** Why it has opened, or failed; null before. */
  readonly reason: OpenReason | RejectionReason | null
  /** Milliseconds from the first request to the opening; null until the gate is open. */
  readonly bootMs: number | null
  /** Why it has failed; only then. */
  readonly error?: BootstrapGateError
}

/** How a request ended, as far as a gate follows it; `released`: it was held or inside when the gate opened. */
export type RequestOutcome = 'completed' | 'streamed' | 'aborted' | 'rejected' | 'released'

/**
 * What a gate publishes on the tracing channel `bootstrap-gate.request` of `node:diagnostics_channel`: the same
 * object for all that happens to one request.
 */
export interface RequestMessage<Req extends AnyRequest = IncomingMessage> {
  /** The gate that it has met. */
  readonly gate: BootstrapGate
  /** The request. */
  readonly req: Req
  /** How many milliseconds it was held; 0 as it arrives. */
  readonly waitedMs: number
  /** How it ended; null before. */
  readonly outcome: RequestOutcome | null
  /** Why it was rejected; null if it was not. */
  readonly error: BootstrapGateError | null
}
