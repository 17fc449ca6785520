/** A slot may be kept for at least this long, however often slots have timed out, in milliseconds. */
const leastMs = 1000

/**
 * How long a slot may be kept. Where one request after the other keeps its slot for too long, and none
 * completes, each gets half of what the last had; a completion restores the whole.
 */
export class SlotLimit {
  readonly #wholeMs: number
  #nextMs: number

  /** @param wholeMs - 0: no limit */
  constructor(wholeMs: number) {
    this.#wholeMs = wholeMs
    this.#nextMs = wholeMs
  }

  get wholeMs(): number {
    return this.#wholeMs
  }

  /** What the next to be let in gets. */
  get nextMs(): number {
    return this.#nextMs
  }

  /** @param limitMs - what the one had that has timed out */
  timedOut(limitMs: number): void {
    this.#nextMs = Math.max(limitMs / 2, Math.min(leastMs, this.#wholeMs))
  }

  completed(): void {
    this.#nextMs = this.#wholeMs
  }
}
