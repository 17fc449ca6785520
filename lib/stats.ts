import type { AdmissionQueue } from './requests/admission-queue'
import type { BootWork } from './imports/boot-work'
import type { RejectionReason } from './errors'
import type { GateState } from './gate-state'
import type { BootstrapGateStats } from './types'

/** What a gate counts beyond what its parts count themselves. */
export class Counters {
  admitted = 0
  skipped = 0
  aborted = 0
  slotTimeouts = 0
  readonly rejected: Record<RejectionReason, number> = {
    'queue-full': 0,
    'queue-timeout': 0,
    'boot-timeout': 0,
    'boot-failed': 0,
    stopped: 0,
  }
}

export interface StatsSources {
  readonly state: GateState
  readonly queue: AdmissionQueue
  readonly bootWork: BootWork
  readonly counters: Counters
  readonly bootMs: number | null
}

export function snapshot(sources: StatsSources): BootstrapGateStats {
  const { state, queue, counters } = sources
  const { importsAutomatic, tracker } = sources.bootWork
  const { rejected } = counters
  return Object.freeze({
    state: state.status,
    requiredCompletions: state.requiredCompletions,
    completed: state.completed,
    queued: queue.queued,
    inFlight: queue.inFlight,
    peakQueued: queue.peakQueued,
    admitted: counters.admitted,
    skipped: counters.skipped,
    aborted: counters.aborted,
    slotTimeouts: counters.slotTimeouts,
    rejected: Object.freeze({
      queueFull: rejected['queue-full'],
      queueTimeout: rejected['queue-timeout'],
      bootTimeout: rejected['boot-timeout'],
      bootFailed: rejected['boot-failed'],
      stopped: rejected.stopped,
    }),
    imports: Object.freeze({
      automatic: importsAutomatic,
      pending: Object.freeze(
        tracker
          .pending()
          .map(({ label, parentURL, ageMs, request }) =>
            Object.freeze({ label, parentURL, ageMs, request }),
          ),
      ),
      settled: tracker.settled,
      failed: tracker.failed,
    }),
    bootMs: sources.bootMs,
  })
}
