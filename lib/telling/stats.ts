import type { Counters } from './counters'
import type { BootstrapGateStats, GateStatus, PendingImport } from '../types'

/** What the parts of a gate know of themselves. */
export interface StatsSources {
  readonly state: {
    readonly status: GateStatus
    readonly requiredCompletions: number
    readonly completed: number
  }
  readonly queue: {
    readonly queued: number
    readonly inFlight: number
    readonly peakQueued: number
  }
  readonly imports: {
    readonly automatic: boolean
    readonly pending: readonly PendingImport[]
  }
  readonly counters: Counters
  readonly bootMs: number | null
}

export function snapshot(sources: StatsSources): BootstrapGateStats {
  const { state, queue, imports, bootMs } = sources
  const { counts, rejections } = sources.counters
  return Object.freeze({
    state: state.status,
    requiredCompletions: state.requiredCompletions,
    completed: state.completed,
    queued: queue.queued,
    inFlight: queue.inFlight,
    peakQueued: queue.peakQueued,
    admitted: counts.admitted,
    skipped: counts.skipped,
    nested: counts.nested,
    streamed: counts.streamed,
    gaveWay: counts.gaveWay,
    aborted: counts.aborted,
    slotTimeouts: counts.slotTimeouts,
    rejected: Object.freeze({
      queueFull: rejections['queue-full'],
      queueTimeout: rejections['queue-timeout'],
      bootTimeout: rejections['boot-timeout'],
      bootFailed: rejections['boot-failed'],
      stopped: rejections.stopped,
    }),
    imports: Object.freeze({
      automatic: imports.automatic,
      pending: Object.freeze(
        imports.pending.map(({ label, parentURL, ageMs, request }) =>
          Object.freeze({ label, parentURL, ageMs, request }),
        ),
      ),
      settled: counts.settled,
      failed: counts.failed,
    }),
    bootMs,
  })
}
