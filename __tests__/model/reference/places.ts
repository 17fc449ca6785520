import type { GateModel } from './gate-model'
import type { ModelRequest, Phase } from './request'

/** Where requests are, in the order in which they got there, and how long they may stay. */
export class ModelPlaces {
  readonly held: ModelRequest[] = []
  /** Health checks that are held. */
  readonly checking: ModelRequest[] = []
  /** Held, and asked for by those inside. */
  readonly asking: ModelRequest[] = []
  readonly inside: ModelRequest[] = []
  /** Inside the app without a slot. */
  readonly beside: ModelRequest[] = []
  readonly #model: GateModel

  constructor(model: GateModel) {
    this.#model = model
  }

  move(request: ModelRequest, phase: Phase): void {
    const { held, checking, asking, inside, beside } = this
    const lists: Record<Phase, ModelRequest[]> = {
      held,
      checking,
      asking,
      inside,
      beside,
      out: [],
    }
    const from = lists[request.phase]
    const place = from.indexOf(request)
    if (place !== -1) from.splice(place, 1)
    lists[phase].push(request)
    if (request.phase === 'inside' && phase !== 'inside') this.#disown(request)
    request.phase = phase
    request.since = this.#model.now
  }

  /** The gate has settled: it watches nobody inside the app any more. */
  vacate(): void {
    for (const request of [...this.inside, ...this.beside]) this.move(request, 'out')
  }

  /** The request that has been held for as long as it may. */
  get queueExpired(): ModelRequest | undefined {
    return this.#isDue(this.queueDue) ? this.held[0] : undefined
  }

  /** How many are held. */
  get queued(): number {
    return this.held.length + this.checking.length + this.asking.length
  }

  get queueDue(): number {
    return due(this.held[0], this.#model.plan.queueTimeoutMs)
  }

  /** When the one came that has been here for longest, of those that something may be stuck for. */
  get oldest(): number {
    const all = [...this.held, ...this.inside, ...this.beside].filter(mayBeStuck)
    return Math.min(Infinity, ...all.map(({ arrivedAt }) => arrivedAt))
  }

  /** Its imports are its own only while it has its slot. */
  #disown(request: ModelRequest): void {
    this.#model.bars.add(request.imports)
    request.imports = 0
  }

  #isDue(at: number): boolean {
    return this.#model.isClosed && at === this.#model.now
  }
}

/** Contract, "Quiet services": streams, nested requests and those that gave way do not count. */
function mayBeStuck({ asker, gaveWay, streamed }: ModelRequest): boolean {
  return !streamed && !gaveWay && asker === undefined
}

/** 0 means no limit. */
function due(oldest: ModelRequest | undefined, limitMs: number): number {
  return oldest === undefined || limitMs === 0 ? Infinity : oldest.since + limitMs
}
