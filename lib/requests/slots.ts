import type { GateOptions } from '../options/options'
import { OwnSlots, type Slots } from './own-slots'
import { SharedSlot } from './shared-slot'
import { SlowStartSlots } from './slow-start-slots'
import type { Telling } from '../telling/telling'

/** The slots of a gate: its own, or the one that is had together with a mutex. */
export function createSlots(
  { mutex, concurrency, slotTimeoutMs, slowStart }: GateOptions,
  telling: Telling,
): Slots {
  if (slowStart) return new SlowStartSlots(concurrency)
  if (mutex === undefined) return new OwnSlots(concurrency)
  return new SharedSlot(mutex, slotTimeoutMs, (what, cause) => {
    const consequence = 'The gate goes on without it'
    telling.tell('mutexFailed', { what, consequence, cause })
  })
}
