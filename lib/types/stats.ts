/** Where a gate is in its life; see docs/lifecycle.md. */
export type GateStatus = 'closed' | 'open' | 'failed' | 'stopped'

/** Why a gate opened. */
export type OpenReason = 'completed' | 'warmed-up' | 'idle' | 'boot-timeout' | 'manual'

/** What {@link BootstrapGate.opened} fulfils with. */
export interface OpenedInfo {
  /** What made it open. */
  readonly reason: OpenReason
  /** Milliseconds from the first request to the opening; 0 when no request came before. */
  readonly bootMs: number
}

/** A tracked import, or work given to {@link BootstrapGate.track}, that has not settled. */
export interface PendingImport {
  /** The specifier of an import, the label of tracked work. */
  readonly label: string
  /** The module that asked for the import; null for tracked work. */
  readonly parentURL: string | null
  /** Milliseconds since it began. */
  readonly ageMs: number
  /** Method and path of the request that caused it; null when that is not known. */
  readonly request: string | null
}

/** A frozen snapshot of what a gate has done so far. */
export interface BootstrapGateStats {
  /** Where the gate is in its life. */
  readonly state: GateStatus
  /** The option of this name. */
  readonly requiredCompletions: number
  /** Completed responses that counted. */
  readonly completed: number
  /** Requests held now, health checks and those that one inside has asked for included. */
  readonly queued: number
  /** Requests inside the app now, those included whose slot has passed on. 0 once the gate has settled. */
  readonly inFlight: number
  /** The most requests in the line at once so far. */
  readonly peakQueued: number
  /** Requests let into the app, those included that opening released. */
  readonly admitted: number
  /** Requests that `skip` let pass, and known health checks, preflights and WebSockets. */
  readonly skipped: number
  /** Requests that one inside made of its own server or app, let in beside it; they never count as completed. */
  readonly nested: number
  /** Requests that gave their slot on because their response had begun and went on; they can count as completed then. */
  readonly streamed: number
  /** Requests that gave their slot on because they may have waited for this server, behind a proxy. */
  readonly gaveWay: number
  /** Requests whose client went away, held or inside the app, before they had counted. */
  readonly aborted: number
  /** Requests that lost their slot to `slotTimeoutMs`. */
  readonly slotTimeouts: number
  /** Requests rejected, by reason. */
  readonly rejected: {
    /** `maxQueueSize` were held already. */
    readonly queueFull: number
    /** Held for `queueTimeoutMs`. */
    readonly queueTimeout: number
    /** Held when `bootTimeoutMs` was over, or come later; only with `onBootTimeout: 'fail'`. */
    readonly bootTimeout: number
    /** Held when a `waitFor` rejected, or come later. */
    readonly bootFailed: number
    /** Held at the `shutdown()`, or come later. */
    readonly stopped: number
  }
  /** Tracked imports, and work given to {@link BootstrapGate.track}. */
  readonly imports: {
    /** Whether Node reports imports to this gate by itself. */
    readonly automatic: boolean
    /** What has not settled. */
    readonly pending: readonly PendingImport[]
    /** How many have settled, fulfilled or rejected. */
    readonly settled: number
    /** How many of the settled ones were rejected. */
    readonly failed: number
  }
  /** Milliseconds from the first request to the opening; null until the gate is open. */
  readonly bootMs: number | null
}
