import { ExpiryTimer } from './expiry-timer'
import type { GateRequest } from './gate-request'
import { LinkedList } from './linked-list'

export interface WaitingLineEvents {
  /** It has waited for too long, and waits no more. */
  expired(request: GateRequest): void
  /** It is to go in: drops it if there is nobody to answer, or something else has. */
  dropsAbsent(request: GateRequest): boolean
}

/** Those who wait, first come, first served. Joining and leaving take constant time, however long the line. */
export class WaitingLine {
  readonly #requests = new LinkedList<GateRequest>()
  readonly #timer: ExpiryTimer<GateRequest>
  readonly #events: WaitingLineEvents
  #stopped = false

  /** @param limitMs - how long one may wait; 0: no limit */
  constructor(limitMs: number, events: WaitingLineEvents) {
    this.#events = events
    this.#timer = new ExpiryTimer(this.#requests, limitMs, (request) => {
      events.expired(request)
    })
  }

  get size(): number {
    return this.#requests.size
  }

  get first(): GateRequest | undefined {
    return this.#requests.first
  }

  join(request: GateRequest): void {
    this.#requests.append(request)
  }

  /** To be called when one has joined and waits. */
  armTimer(): void {
    this.#timer.arm()
  }

  takeFirst(): GateRequest | undefined {
    return this.#requests.takeFirst()
  }

  /**
   * Drops those at the head of the line that nobody waits for or that something else has answered;
   * no more of them once a listener that hears of one has stopped the line.
   */
  dropAbsent(): void {
    const wasStopped = this.#stopped
    while (this.#stopped === wasStopped) {
      const request = this.#requests.first
      if (request === undefined || !this.#events.dropsAbsent(request)) return
    }
  }

  /** Leaves no timer. Those that wait stay until they are taken. */
  stop(): void {
    this.#stopped = true
    this.#timer.stop()
  }
}
