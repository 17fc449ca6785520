import type { LinkedList, Linked } from './linked-list'
import { after, longestTurnMs, type Pending } from '../timers'

/** A member of a list that is ordered by the time at which each member's present phase began. */
export interface Dated<T extends Linked<T>> extends Linked<T> {
  /** Monotonic time, in milliseconds. */
  since: number
}

/**
 * Expires the members of a list that have been in it for too long, with one timer for all of them:
 * they all have the same time limit, so the first is always the next to expire.
 */
export class ExpiryTimer<T extends Dated<T>> {
  readonly #list: LinkedList<T>
  readonly #limitMs: number
  readonly #expire: (member: T) => void
  #timer: Pending | undefined
  #stopped = false

  /** @param limitMs - 0: members never expire */
  constructor(list: LinkedList<T>, limitMs: number, expire: (member: T) => void) {
    this.#list = list
    this.#limitMs = limitMs
    this.#expire = expire
  }

  /** To be called when a member was appended. */
  arm(): void {
    const oldest = this.#list.first
    if (this.#stopped || this.#timer !== undefined || this.#limitMs === 0) return
    if (oldest === undefined) return
    const due = oldest.since + this.#limitMs
    const delay = Math.max(1, Math.ceil(due - performance.now()))
    this.#timer = after(delay, () => {
      this.#timer = undefined
      this.#expireUntil(due)
    })
  }

  /** For good: `expire` is not called again, and no timer is left. */
  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
    this.#timer = undefined
  }

  /** A timer may fire a little before the clock says so: what it was set for counts as due. */
  #expireUntil(due: number): void {
    const begun = performance.now()
    const now = Math.max(due, begun)
    while (!this.#stopped && performance.now() - begun <= longestTurnMs) {
      const oldest = this.#list.first
      if (oldest === undefined || oldest.since + this.#limitMs > now) break
      this.#list.remove(oldest)
      this.#expire(oldest)
    }
    this.arm()
  }
}
