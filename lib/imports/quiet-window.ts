/**
 * Waits until nothing has disturbed it for a while: an import that settles often starts the next.
 * It keeps one timer and looks at the clock when that fires, for imports come by the hundred.
 */
export class QuietWindow {
  readonly #quietMs: number
  readonly #onQuiet: () => void
  /** Since when it has been quiet: monotonic, in milliseconds; undefined while it is not. */
  #since: number | undefined
  #timer: NodeJS.Timeout | undefined
  #immediate: NodeJS.Immediate | undefined

  constructor(quietMs: number, onQuiet: () => void) {
    this.#quietMs = quietMs
    this.#onQuiet = onQuiet
  }

  /** It is quiet from now on. */
  restart(): void {
    this.disturb()
    this.#since = performance.now()
    if (this.#timer === undefined) this.#wait(this.#quietMs, true)
  }

  /** It is not quiet until the next {@link restart}. */
  disturb(): void {
    this.#since = undefined
    clearImmediate(this.#immediate)
    this.#immediate = undefined
  }

  /** For good: leaves no timer, for they remember the async context of a request. */
  stop(): void {
    this.disturb()
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #wait(delay: number, mayExtend: boolean): void {
    const begun = performance.now()
    const since = this.#since
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#since === undefined) return
      const now = performance.now()
      // While the event loop was blocked nothing could start: that was no quiet, only silence.
      const wasBlocked = now - begun > delay + this.#quietMs + 10
      const remaining = Math.ceil(this.#since + this.#quietMs - now)
      if (wasBlocked && mayExtend) this.#wait(this.#quietMs, false)
      else if (this.#since !== since) this.#wait(Math.max(1, remaining), true)
      else this.#afterPoll()
    }, delay)
    this.#timer.unref()
  }

  /** Timers run before I/O: what has come in meanwhile may be about to start the next import. */
  #afterPoll(): void {
    // Not unref'ed: an idle event loop would not wake for it.
    this.#immediate = setImmediate(this.#onQuiet)
  }
}
