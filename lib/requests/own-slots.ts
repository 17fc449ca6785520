import { Semaphore } from 'async-mutex'
import type { Release } from '../types'

/** Rounds of slots, of twice as many each time. */
export interface Rounds {
  /** Whether slots are given one by one for now. */
  arePaused(): boolean
  /** They have become too large. */
  passed(): void
}

/** The right to be inside the app, given to a limited number of requests at once. */
export interface Slots {
  /** Whether `tryTake` may succeed: unknown counts as yes. */
  readonly mayBeFree: boolean
  /** A slot at once, where one is known to be free. */
  tryTake(): Release | undefined
  /**
   * A slot as soon as there is one. Called again only when it has settled. Rejects when a slot can
   * not be waited for: then `tryTake` is to be asked whenever one was given back.
   */
  take(): Promise<Release>
  /** From now on slots are there in rounds. Only some slots know how. */
  beginRounds?(rounds: Rounds): void
  /** The gate has settled: leaves no timer. */
  stop(): void
}

/** A gate's own slots. async-mutex hands a slot from one request to the next. */
export class OwnSlots implements Slots {
  readonly #handover = new Semaphore(0)
  #free: number
  #waiting = false

  constructor(concurrency: number) {
    this.#free = concurrency
  }

  get mayBeFree(): boolean {
    return this.#free > 0
  }

  tryTake(): Release | undefined {
    if (this.#free === 0) return undefined
    this.#free--
    return () => {
      this.#release()
    }
  }

  async take(): Promise<Release> {
    const free = this.tryTake()
    if (free !== undefined) return free
    this.#waiting = true
    await this.#handover.acquire()
    return () => {
      this.#release()
    }
  }

  stop(): void {}

  #release(): void {
    // A semaphore's `release` takes time in proportion to its value: this one's is never above 1.
    if (this.#waiting) {
      // At once, not when the waiter goes on: a second slot that is freed meanwhile is not for it.
      this.#waiting = false
      this.#handover.release()
    } else {
      this.#free++
    }
  }
}
