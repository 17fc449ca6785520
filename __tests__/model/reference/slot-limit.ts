import type { ModelRequest } from './request'

/** Contract, "Stuck again and again": never less than that. */
const leastMs = 1000

/** Contract, "Stuck again and again": how long a slot may be kept. */
export class ModelSlotLimit {
  readonly #wholeMs: number
  #nextMs: number

  constructor(wholeMs: number) {
    this.#wholeMs = wholeMs
    this.#nextMs = wholeMs
  }

  giveTo(request: ModelRequest): void {
    request.slotLimitMs = this.#nextMs
  }

  /** The next gets half of what this one had. */
  halve({ slotLimitMs }: ModelRequest): void {
    this.#nextMs = Math.max(slotLimitMs / 2, leastMs)
  }

  /** One has completed. */
  restore(inside: readonly ModelRequest[]): void {
    this.#nextMs = this.#wholeMs
    for (const request of inside) this.giveTo(request)
  }

  /** What loads gets the whole time. */
  dueAt({ imports, since, slotLimitMs }: ModelRequest): number {
    const limitMs = imports > 0 ? this.#wholeMs : slotLimitMs
    return limitMs === 0 ? Infinity : since + limitMs
  }
}
