import type { Telling } from '../telling'
import { RecordedPhases } from './phases'
import { RecordedRequests } from './requests'
import { RecordedWork } from './work'

/**
 * Notes what a boot is made of, for `gate.report()`: plain data, and only so much of it. Those inside and
 * held are remembered until they end or the gate has settled. All times are on the clock of
 * `performance.now()`.
 */
export class Recorder {
  readonly phases: RecordedPhases
  readonly requests = new RecordedRequests()
  readonly work = new RecordedWork(this.requests)

  /** @param hasPrerequisites - whether there is something to wait for before the first request */
  constructor(telling: Telling, requiredCompletions: number, hasPrerequisites: boolean) {
    this.phases = new RecordedPhases(requiredCompletions, hasPrerequisites)
    for (const hearer of [this.requests, this.work, this.phases]) telling.add(hearer)
  }
}
