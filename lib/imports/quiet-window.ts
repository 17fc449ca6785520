/** Waits until nothing has disturbed it for a while: an import that settles often starts the next. */
export class QuietWindow {
  readonly #quietMs: number
  readonly #onQuiet: () => void
  #timer: NodeJS.Timeout | undefined
  #immediate: NodeJS.Immediate | undefined

  constructor(quietMs: number, onQuiet: () => void) {
    this.#quietMs = quietMs
    this.#onQuiet = onQuiet
  }

  restart(): void {
    this.cancel()
    this.#wait(true)
  }

  cancel(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#immediate)
    // They remember the async context of a request.
    this.#timer = undefined
    this.#immediate = undefined
  }

  #wait(mayExtend: boolean): void {
    const begun = performance.now()
    this.#timer = setTimeout(() => {
      // While the event loop was blocked nothing could start: that was no quiet, only silence.
      const wasBlocked = performance.now() - begun > 2 * this.#quietMs + 10
      if (wasBlocked && mayExtend) this.#wait(false)
      else this.#afterPoll()
    }, this.#quietMs)
    this.#timer.unref()
  }

  /** Timers run before I/O: what has come in meanwhile may be about to start the next import. */
  #afterPoll(): void {
    // Not unref'ed: an idle event loop would not wake for it.
    this.#immediate = setImmediate(this.#onQuiet)
  }
}
