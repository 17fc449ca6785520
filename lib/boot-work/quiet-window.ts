import { after, soon, type Pending } from '../timers'

/** How many looks at the clock a window gets: to tell a blocked event loop from a quiet one. */
const looks = 16

/**
 * Waits until nothing has disturbed it for a while: an import that settles often starts the next.
 * It keeps one timer and looks at the clock when that fires, for imports come by the hundred.
 *
 * While the event loop is blocked nothing can start: that is no quiet, only silence. A window of which
 * one block took more than half is waited for once more.
 */
export class QuietWindow {
  readonly #quietMs: number
  readonly #onQuiet: () => void
  /** Since when it has been quiet: monotonic, in milliseconds; undefined while it is not. */
  #since: number | undefined
  #wasBlocked = false
  #mayExtend = true
  #timer: Pending | undefined
  #poll: Pending | undefined

  constructor(quietMs: number, onQuiet: () => void) {
    this.#quietMs = quietMs
    this.#onQuiet = onQuiet
  }

  /** It is quiet from now on. */
  restart(): void {
    this.disturb()
    this.#begin(true)
    if (this.#timer === undefined) this.#lookLater()
  }

  /** It is not quiet until the next {@link restart}. */
  disturb(): void {
    this.#since = undefined
    this.#poll?.cancel()
    this.#poll = undefined
  }

  /** For good: leaves no timer, for they remember the async context of a request. */
  stop(): void {
    this.disturb()
    this.#timer?.cancel()
    this.#timer = undefined
  }

  #begin(mayExtend: boolean): void {
    this.#since = performance.now()
    this.#wasBlocked = false
    this.#mayExtend = mayExtend
  }

  #lookLater(): void {
    const begun = performance.now()
    const remainingMs = (this.#since ?? begun) + this.#quietMs - begun
    // Time can be lost between two readings of the clock.
    const step = Math.max(0, Math.ceil(Math.min(this.#quietMs / looks, remainingMs)))
    this.#timer = after(step, () => {
      this.#timer = undefined
      this.#look(begun, step)
    })
  }

  /** @param begun - when the timer was set that was due after `step` */
  #look(begun: number, step: number): void {
    if (this.#since === undefined) return
    const now = performance.now()
    // A block began somewhere within the step: in its middle, on average.
    const blockedMs = now - Math.max(begun, this.#since) - step / 2
    if (blockedMs > Math.max(this.#quietMs / 2, leastBlockMs)) this.#wasBlocked = true
    if (now < this.#since + this.#quietMs) {
      this.#lookLater()
    } else if (this.#wasBlocked && this.#mayExtend) {
      this.#begin(false)
      this.#lookLater()
    } else {
      this.#afterPoll()
    }
  }

  /** Timers run before I/O: what has come in meanwhile may be about to start the next import. */
  #afterPoll(): void {
    this.#poll = soon(this.#onQuiet)
  }
}

/** A timer can be this late without any block. */
const leastBlockMs = 5
