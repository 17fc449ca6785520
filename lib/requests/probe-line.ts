import { ExpiryTimer } from './expiry-timer'
import type { GateRequest } from './gate-request'
import { LinkedList } from './linked-list'

/** How long a health check waits at most: no checker gives up on an answer that takes so long. */
const longestMs = 500

/** Health checks that wait for a slot, ahead of all others, and get one one at a time. */
export class ProbeLine {
  readonly #waiting = new LinkedList<GateRequest>()
  readonly #timer: ExpiryTimer<GateRequest>
  /** The one that has a slot. */
  #withSlot: GateRequest | undefined

  /** @param passes - called with one that has waited for as long as it does */
  constructor(passes: (probe: GateRequest) => void) {
    this.#timer = new ExpiryTimer(this.#waiting, longestMs, passes)
  }

  get size(): number {
    return this.#waiting.size
  }

  /** The one whose turn it is, if it is that of one. */
  get next(): GateRequest | undefined {
    return this.#withSlot === undefined ? this.#waiting.first : undefined
  }

  join(probe: GateRequest): void {
    this.#waiting.append(probe)
    this.#timer.arm()
  }

  enters(probe: GateRequest): void {
    this.#waiting.remove(probe)
    this.#withSlot = probe
  }

  /** Its slot has passed on. */
  leaves(request: GateRequest): void {
    if (this.#withSlot === request) this.#withSlot = undefined
  }

  takeFirst(): GateRequest | undefined {
    return this.#waiting.takeFirst()
  }

  /** For good: leaves no timer. */
  stop(): void {
    this.#timer.stop()
    this.#withSlot = undefined
  }
}
