import type { Release } from '../types'

/**
 * The time of a request inside the app. What the request causes finds it by its async context, which can
 * live for longer than the request: so it holds no message, and is emptied when the request ends.
 */
export class Visit {
  /** Method and path of the request; null once it has ended. */
  label: string | null
  /** Its imports in flight. They are its own only as long as it has its slot. */
  importsInFlight = 0
  /** When it was seen first that the head of the response is out: monotonic, in milliseconds. */
  begunAt: number | undefined
  /** When the request met the gate; later, where the process was frozen meanwhile. */
  arrivedAt: number
  /** How long it may keep its slot, in milliseconds; 0: without limit. */
  slotLimitMs: number
  #release: Release | undefined

  constructor(label: string, arrivedAt: number, slotLimitMs: number, release: Release) {
    this.label = label
    this.arrivedAt = arrivedAt
    this.slotLimitMs = slotLimitMs
    this.#release = release
  }

  get hasSlot(): boolean {
    return this.#release !== undefined
  }

  /** Gives its slot back, if it still has it. */
  releaseSlot(): void {
    const release = this.#release
    this.#release = undefined
    release?.()
  }

  /** The request has ended. */
  end(): void {
    this.label = null
  }
}
