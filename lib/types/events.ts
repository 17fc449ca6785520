import type { IncomingMessage } from 'node:http'
import type { BootstrapGateError } from '../errors'
import type { AnyRequest } from './messages'
import type { OpenedInfo } from './stats'

/** How a tracked import, or tracked work, ended. */
export interface ImportSettledEvent {
  /** The specifier of an import, the label of tracked work. */
  readonly label: string
  /** The module that asked for the import; null for tracked work. */
  readonly parentURL: string | null
  /** Method and path of the request that caused it; null when that is not known. */
  readonly request: string | null
  /** How it ended. */
  readonly status: 'fulfilled' | 'rejected'
  /** What it was rejected with; undefined when it fulfilled. */
  readonly error: unknown
  /** Milliseconds from its begin to its end. */
  readonly durationMs: number
}

/** What the events of a gate carry. */
export interface BootstrapGateEvents<Req extends AnyRequest = IncomingMessage> {
  /** The gate opened. */
  open: [OpenedInfo]
  /** The gate failed; requests get errors like this one. */
  fail: [BootstrapGateError]
  /** A request was let into the app. */
  admit: [
    {
      /** The request. */
      readonly req: Req
      /** How many milliseconds it was held. */
      readonly waitedMs: number
    },
  ]
  /** A request was rejected. */
  reject: [
    {
      /** The request. */
      readonly req: Req
      /** What it was rejected with. */
      readonly error: BootstrapGateError
    },
  ]
  /** A client went away: while it was held, or after it was admitted. */
  abort: [
    {
      /** The request. */
      readonly req: Req
      /** Whether it had been let into the app. */
      readonly wasAdmitted: boolean
      /** How many milliseconds it was held, or inside the app when it was admitted. */
      readonly waitedMs: number
    },
  ]
  /** An admitted request lost its slot to `slotTimeoutMs`. */
  slotTimeout: [
    {
      /** The request. */
      readonly req: Req
      /** How many milliseconds it kept the slot. */
      readonly heldMs: number
    },
  ]
  /** A tracked import, or tracked work, settled. */
  importSettled: [ImportSettledEvent]
}
