import { after, type Pending } from './timers'

/** How long a boot has lasted, from its first request on, and whether that is as long as it may. */
export class BootClock {
  readonly #limitMs: number
  readonly #timedOut: () => void
  #startedAt: number | undefined
  #timer: Pending | undefined

  /** @param limitMs - 0: no limit */
  constructor(limitMs: number, timedOut: () => void) {
    this.#limitMs = limitMs
    this.#timedOut = timedOut
  }

  get hasStarted(): boolean {
    return this.#startedAt !== undefined
  }

  /** In milliseconds; 0 before it has started. */
  get elapsedMs(): number {
    return this.#startedAt === undefined ? 0 : performance.now() - this.#startedAt
  }

  /** By how much the limit has passed: time in which the process was blocked or frozen. */
  get lateMs(): number {
    return Math.max(0, this.elapsedMs - this.#limitMs)
  }

  /** @returns whether it had not started before */
  start(): boolean {
    if (this.#startedAt !== undefined) return false
    this.#startedAt = performance.now()
    if (this.#limitMs > 0) this.#timer = after(this.#limitMs, this.#timedOut)
    return true
  }

  /** Leaves no timer: that remembers the async context of the first request. */
  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
  }
}
