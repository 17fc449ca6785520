import type { GateModel } from './gate-model'
import type { ModelRequest } from './request'

/** Contract, "Streams": one timer looks at those inside while there are any, so often at least. */
const intervalMs = 40

/**
 * When the gate looks at those inside. It does so every 40 ms, and at the moments at which it knows that
 * somebody's time is over. Only a look that changes something is of interest: when that is follows from
 * the last one, without going through all between.
 */
export class ModelLooks {
  readonly #model: GateModel
  #next: number | undefined
  #setAt = 0

  constructor(model: GateModel) {
    this.#model = model
  }

  /** When the timer of the next look was set. */
  get setAt(): number {
    return this.#setAt
  }

  /** Somebody has come in. */
  begin(): void {
    if (this.#next === undefined) this.plan()
  }

  /** Plans the next look after one that was just now, if somebody is left to look at. */
  plan(): void {
    this.#next = undefined
    this.#planFrom(this.#model.now)
  }

  /** When a look changes something, if nothing else happens before. */
  get dueAt(): number {
    if (this.#next === undefined) return Infinity
    const changes = this.#inside.map((request) => this.#changesAt(request))
    return Math.max(this.#next, Math.min(...changes))
  }

  /**
   * The looks of the time that has passed have changed nothing.
   *
   * @returns whether one is due now
   */
  catchUp(): boolean {
    const { now } = this.#model
    if (this.#next === undefined) return false
    if (this.#next < now) {
      const steps = Math.ceil((now - this.#next) / intervalMs) - 1
      const last = this.#next + steps * intervalMs
      this.#next = undefined
      this.#planFrom(last)
    }
    return this.#next === now
  }

  get #inside(): readonly ModelRequest[] {
    return this.#model.flow.places.inside
  }

  #planFrom(look: number): void {
    if (this.#inside.length === 0) return
    const known = this.#inside.flatMap((request) => this.#knownDues(request))
    const later = known.filter((due) => due > look)
    this.#setAt = look
    this.#next = Math.min(look + intervalMs, ...later)
  }

  #changesAt(request: ModelRequest): number {
    const { inside, now, own } = this.#model
    if (inside.mayStream(request) && request.begunAt === undefined) return 0
    if (inside.streams(request) || inside.givesWay(request) || inside.isOverdue(request)) return 0
    const all = [...this.#knownDues(request), own.givesWayAt(request)]
    return Math.min(Infinity, ...all.filter((due) => due > now))
  }

  /** Timers know whole milliseconds. */
  #knownDues(request: ModelRequest): number[] {
    const { limit, plan } = this.#model
    const streamsAt = (request.begunAt ?? Infinity) + plan.streamTimeoutMs
    return [streamsAt, Math.ceil(limit.dueAt(request))]
  }
}
