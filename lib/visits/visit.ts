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
  /** The addresses by which it has found this server. */
  hosts: readonly string[] = []
  /** Who asked for it from inside; it has no slot of its own then. */
  asker: Visit | undefined
  #release: Release | undefined

  private constructor(label: string, arrivedAt: number, slotLimitMs: number) {
    this.label = label
    this.arrivedAt = arrivedAt
    this.slotLimitMs = slotLimitMs
  }

  static withSlot(label: string, arrivedAt: number, limitMs: number, release: Release): Visit {
    const visit = new Visit(label, arrivedAt, limitMs)
    visit.#release = release
    return visit
  }

  static nested(label: string, arrivedAt: number, asker: Visit): Visit {
    const visit = new Visit(label, arrivedAt, 0)
    visit.asker = asker
    return visit
  }

  get isInside(): boolean {
    return this.label !== null
  }

  /** Whose its imports are: its own, or those of the one that asked for it, as long as that has a slot. */
  get owner(): Visit | undefined {
    return this.hasSlot ? this : this.asker?.owner
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
    this.asker = undefined
    this.hosts = []
  }
}
