import type { RejectionReason } from '../errors'
import type { BootstrapGateStats, GateStatus, OpenReason } from './stats'

/** A time of a boot, in milliseconds from the making of the gate. */
export interface ReportedPhase {
  /**
   * `node`: from the start of the process to the making of the gate. `listening`: from then until a server
   * listens; not there where that was before or is not known. `waitFor`: until that has fulfilled or was
   * rejected. `warmUp`: a warm-up. `requests`: from the first request that is not a warm-up's until the
   * required ones have completed, or the gate has settled. `quiet`: from then until nothing loads any more.
   */
  readonly name: 'node' | 'listening' | 'waitFor' | 'warmUp' | 'requests' | 'quiet'
  /** When it began. */
  readonly start: number
  /** When it ended; null while it runs. */
  readonly end: number | null
}

/** One of the first 256 requests that a gate has met and not skipped. Times as in {@link BootReport}. */
export interface ReportedRequest {
  /** Counts from 1, in order of arrival. */
  readonly id: number
  /** Method and path. */
  readonly label: string
  /** Its method. */
  readonly method: string
  /** Without the query; visible ASCII, and at most 200 characters of it. */
  readonly path: string
  /** When it met the gate. */
  readonly arrived: number
  /** When it was let into the app; null until then. Opening lets in everybody. */
  readonly admitted: number | null
  /** When its slot passed on before its end; null if it has not. */
  readonly slotPassedOn: number | null
  /** When it ended; when the gate settled, for those that it watches no more from then on. Null until then. */
  readonly ended: number | null
  /**
   * `streamed`: its response had begun and went on, and its slot passed on. `released`: held or inside when
   * the gate settled. Null until it is known.
   */
  readonly outcome: 'completed' | 'streamed' | 'aborted' | 'rejected' | 'released' | null
  /** The status of a completed or streamed response, and what a rejected request was rejected with. */
  readonly status: number | null
  /** Whether it counted towards opening. */
  readonly counted: boolean
  /** Why it was rejected. */
  readonly rejection: RejectionReason | null
  /** The id of the request inside that has asked for it; null for all others. */
  readonly asker: number | null
  /** Whether its slot passed on as it may have waited for this server, behind a proxy. */
  readonly gaveWay: boolean
  /** Whether it has lost its slot to `slotTimeoutMs`. */
  readonly slotTimedOut: boolean
  /** Whether a warm-up has sent it. */
  readonly warmUp: boolean
}

/** One of the first 512 tracked imports, or work given to {@link BootstrapGate.track}. */
export interface ReportedImport {
  /** Counts from 1, in order of their begin. */
  readonly id: number
  /** The specifier of an import, the label of tracked work; at most 512 characters of visible ASCII. */
  readonly label: string
  /** The module that asked for the import; null for tracked work. */
  readonly parentURL: string | null
  /** The id of the request that caused it, be that inside or not; null when that is not known. */
  readonly request: number | null
  /** Whether it is an import, or tracked work. */
  readonly kind: 'import' | 'work'
  /** When it began. */
  readonly start: number
  /** Null until it settles, and for good if the gate has settled before. */
  readonly end: number | null
  /** How it ended; null as long as `end` is. */
  readonly status: 'fulfilled' | 'rejected' | null
}

/** A time in which something kept the event loop busy. */
export interface ReportedBlock {
  /** When it began, to some 20 ms. */
  readonly start: number
  /** When something else could run again. */
  readonly end: number
}

/** What a gate waits for, or waited for until it settled, and for long. */
export interface ReportedStuck {
  /** `waitFor`; a request inside the app; the first that is held, if it is nothing of the rest; an import; tracked work. */
  readonly kind: 'waitFor' | 'request' | 'held' | 'import' | 'work'
  /** Method and path, specifier, or label. */
  readonly label: string
  /** The module that asked for the import. */
  readonly parentURL: string | null
  /** The id of the request, or of the one that caused it. */
  readonly request: number | null
  /** When it began. */
  readonly start: number
  /** For how long it had lasted then, in milliseconds. */
  readonly ageMs: number
}

/** The counts of {@link BootstrapGateStats}. */
export type ReportedCounts = Omit<BootstrapGateStats, 'state' | 'bootMs' | 'imports'> & {
  /** Of imports and tracked work. */
  readonly imports: Omit<BootstrapGateStats['imports'], 'pending'>
}

/**
 * What a boot was made of: frozen, and nothing in it that `JSON.stringify` would lose. Times are milliseconds
 * from the making of the gate, by a clock that never jumps; what was before is negative.
 */
export interface BootReport {
  /** Of the shape; what is added to it does not change it. */
  readonly version: 1
  /** The version of Node. */
  readonly node: string
  /** The process. */
  readonly pid: number
  /** When the gate was made, in ISO 8601, by the system's clock. */
  readonly startedAt: string
  /** The same moment on the clock of `process.hrtime()`, in milliseconds. */
  readonly hrtimeMs: number
  /** When the report was made. */
  readonly takenAt: number
  /** When the gate opened, failed or stopped; null until then. */
  readonly settledAt: number | null
  /** Where the gate is in its life. */
  readonly state: GateStatus
  /** Why it opened, failed or stopped; null until then. */
  readonly reason: OpenReason | RejectionReason | null
  /** Milliseconds from the first request to the opening; null until the gate is open. */
  readonly bootMs: number | null
  /** What the boot has gone through, in order of their begin. */
  readonly phases: readonly ReportedPhase[]
  /** The first 256. */
  readonly requests: readonly ReportedRequest[]
  /** The first 512. */
  readonly imports: readonly ReportedImport[]
  /** What has blocked the event loop, as far as a request with a slot was inside; the first 128 times. */
  readonly blocked: readonly ReportedBlock[]
  /** Those of `gate.stats()`. */
  readonly counts: ReportedCounts
  /** How many more there were than are listed. */
  readonly more: {
    /** Requests beyond the first 256. */
    readonly requests: number
    /** Imports and tracked work beyond the first 512. */
    readonly imports: number
  }
  /**
   * What the gate has waited for for more than a second, or for half of `bootTimeoutMs` or all of
   * `slotTimeoutMs`, where that is less. Once it has settled: what was so then, unless all went well.
   */
  readonly stuck: readonly ReportedStuck[]
  /**
   * The paths that this boot suggests for a warm-up: of GETs that were answered with 2xx or 304, and have
   * loaded something or were slower than half of these. At most 16.
   */
  readonly warmUp: readonly string[]
}
