import type { BootstrapGateError, RejectionReason } from '../errors'
import type { Hearer, ToldRequest } from './telling'
import type { ImportSettledEvent } from '../types'

/** What a gate counts for `stats()`, beyond what decides when it opens. */
export class Counters implements Hearer {
  readonly counts = {
    admitted: 0,
    skipped: 0,
    nested: 0,
    aborted: 0,
    slotTimeouts: 0,
    streamed: 0,
    gaveWay: 0,
    settled: 0,
    failed: 0,
  }
  readonly rejections: Record<RejectionReason, number> = {
    'queue-full': 0,
    'queue-timeout': 0,
    'boot-timeout': 0,
    'boot-failed': 0,
    stopped: 0,
  }

  skipped(): void {
    this.counts.skipped++
  }

  admitted(): void {
    this.counts.admitted++
  }

  nested(): void {
    this.counts.nested++
  }

  streamed(): void {
    this.counts.streamed++
  }

  gaveWay(): void {
    this.counts.gaveWay++
  }

  aborted(): void {
    this.counts.aborted++
  }

  rejected(_request: ToldRequest, error: BootstrapGateError): void {
    this.rejections[error.reason]++
  }

  slotTimedOut(): void {
    this.counts.slotTimeouts++
  }

  workSettled({ status }: ImportSettledEvent): void {
    this.counts.settled++
    if (status === 'rejected') this.counts.failed++
  }
}
