import type { RejectionReason } from '../errors'
import type { BootstrapGateStats, GateStatus } from '../types'

/** All states, in the order of a gate's life. */
export const states: readonly GateStatus[] = ['closed', 'open', 'failed', 'stopped']

/** The upper bounds of the buckets of times, in seconds: a wait is bounded by 25 s, a boot by 30 s. */
export const secondsBuckets: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30,
]

/** How many requests a gate did what with; `reason` is empty but for those that it rejected. */
export interface RequestCount {
  readonly outcome: 'admitted' | 'skipped' | 'aborted' | 'rejected'
  readonly reason: RejectionReason | ''
  readonly count: number
}

export function countRequests({
  admitted,
  skipped,
  aborted,
  rejected,
}: BootstrapGateStats): RequestCount[] {
  return [
    { outcome: 'admitted', reason: '', count: admitted },
    { outcome: 'skipped', reason: '', count: skipped },
    { outcome: 'aborted', reason: '', count: aborted },
    { outcome: 'rejected', reason: 'queue-full', count: rejected.queueFull },
    { outcome: 'rejected', reason: 'queue-timeout', count: rejected.queueTimeout },
    { outcome: 'rejected', reason: 'boot-timeout', count: rejected.bootTimeout },
    { outcome: 'rejected', reason: 'boot-failed', count: rejected.bootFailed },
    { outcome: 'rejected', reason: 'stopped', count: rejected.stopped },
  ]
}
