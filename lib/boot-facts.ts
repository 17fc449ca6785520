import type { BootClock } from './boot-clock'
import type { BootWork } from './boot-work/boot-work'
import type { GateState } from './gate-state'
import type { GateOptions } from './options/options'
import type { AdmissionQueue } from './requests/admission-queue'

/** What a boot consists of. */
export interface BootParts {
  readonly options: GateOptions
  readonly state: GateState
  readonly clock: BootClock
  readonly bootWork: BootWork
  readonly queue: AdmissionQueue
}

/** What takes longer is stuck, where `slotTimeoutMs` says nothing, in milliseconds. */
const longestStayMs = 10_000

/** Whether no request and no work has been here for so long that it must be stuck. */
export function isIdle({ options, state, clock, bootWork, queue }: BootParts): boolean {
  const { slotTimeoutMs, bootTimeoutMs } = options
  const limitMs = Math.min(slotTimeoutMs === 0 ? longestStayMs : slotTimeoutMs, bootTimeoutMs / 2)
  // The time for which the process was frozen has kept nobody waiting.
  const lostMs = Math.max(clock.lateMs, queue.inside.lostMs)
  const work = bootWork.pending().map(({ ageMs }) => ageMs - lostMs)
  const longest = Math.max(queue.longestStayMs(lostMs), ...work)
  return state.isReadyToAdmit && longest <= limitMs
}

/** How a boot stands, for those who want to know what it waits for. */
export function situationOf({ options, state, bootWork, queue }: BootParts) {
  const { requiredCompletions, completed, prerequisitesMet, isWarmingUp } = state
  return {
    requiredCompletions,
    completed,
    prerequisitesMet,
    isWarmingUp,
    inside: queue.inside.all,
    pending: bootWork.pending(),
    importsSeen: bootWork.importsAutomatic,
    onBootTimeout: options.onBootTimeout,
  }
}
