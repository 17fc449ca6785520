import { ExpiryTimer } from './expiry-timer'
import type { GateRequest } from './gate-request'
import { LinkedList } from './linked-list'

/** Those who wait for a slot ahead of the line, and get one one at a time. */
export class SerialLine {
  readonly #waiting = new LinkedList<GateRequest>()
  readonly #timer: ExpiryTimer<GateRequest> | undefined
  /** The one that has a slot. */
  #withSlot: GateRequest | undefined

  /** @param expiry - how long one may wait, in milliseconds, and what follows; left out: no limit */
  constructor(expiry?: { limitMs: number; expired: (request: GateRequest) => void }) {
    this.#timer = expiry && new ExpiryTimer(this.#waiting, expiry.limitMs, expiry.expired)
  }

  get size(): number {
    return this.#waiting.size
  }

  /** The one whose turn it is, if it is that of one. */
  get next(): GateRequest | undefined {
    return this.#withSlot === undefined ? this.#waiting.first : undefined
  }

  join(request: GateRequest): void {
    this.#waiting.append(request)
    this.#timer?.arm()
  }

  enters(request: GateRequest): void {
    this.#waiting.remove(request)
    this.#withSlot = request
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
    this.#timer?.stop()
    this.#withSlot = undefined
  }
}
