import type { GateModel } from './gate-model'
import type { ModelRequest, Phase } from './request'

/** Where requests are, in the order in which they got there, and how long they may stay. */
export class ModelPlaces {
  readonly held: ModelRequest[] = []
  readonly inside: ModelRequest[] = []
  /** Inside the app without a slot. */
  readonly overdue: ModelRequest[] = []
  readonly #model: GateModel

  constructor(model: GateModel) {
    this.#model = model
  }

  move(request: ModelRequest, phase: Phase): void {
    const { held, inside, overdue } = this
    const lists: Record<Phase, ModelRequest[]> = {
      held,
      inside,
      overdue,
      out: [],
    }
    const from = lists[request.phase]
    const place = from.indexOf(request)
    if (place !== -1) from.splice(place, 1)
    lists[phase].push(request)
    request.phase = phase
    request.since = this.#model.now
  }

  /** The gate has settled: it watches nobody inside the app any more. */
  vacate(): void {
    for (const request of [...this.inside, ...this.overdue]) this.move(request, 'out')
  }

  /** The request that has been held for as long as it may. */
  get queueExpired(): ModelRequest | undefined {
    return this.#isDue(this.queueDue) ? this.held[0] : undefined
  }

  get slotExpired(): ModelRequest | undefined {
    return this.#isDue(this.slotDue) ? this.inside[0] : undefined
  }

  get queueDue(): number {
    return due(this.held[0], this.#model.plan.queueTimeoutMs)
  }

  get slotDue(): number {
    return due(this.inside[0], this.#model.plan.slotTimeoutMs)
  }

  #isDue(at: number): boolean {
    return this.#model.isClosed && at === this.#model.now
  }
}

/** 0 means no limit. */
function due(oldest: ModelRequest | undefined, limitMs: number): number {
  return oldest === undefined || limitMs === 0 ? Infinity : oldest.since + limitMs
}
