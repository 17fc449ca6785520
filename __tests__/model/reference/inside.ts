import type { GateModel } from './gate-model'
import type { ModelRequest } from './request'

/** What the contract says of those inside when the gate looks at them. */
export class ModelInside {
  readonly #model: GateModel

  constructor(model: GateModel) {
    this.#model = model
  }

  /** Who streams gives the slot on, who has had it for too long loses it. */
  look(): void {
    const { flow, looks, now } = this.#model
    for (const request of [...flow.places.inside]) {
      // What one causes can open the gate.
      if (!this.#model.isClosed) return
      if (this.mayStream(request)) request.begunAt ??= now
      if (this.streams(request)) this.#stream(request)
      else if (this.givesWay(request)) this.#giveWay(request)
      else if (this.isOverdue(request)) this.#timeOut(request)
    }
    looks.plan()
  }

  /** Whether its response has begun, and not before its code ran. */
  mayStream({ begun, plan }: ModelRequest): boolean {
    return this.#model.plan.streamTimeoutMs > 0 && begun && plan.early === 'nothing'
  }

  /** Whether it would give its slot on, if the gate looked now. */
  streams(request: ModelRequest): boolean {
    const { now, plan } = this.#model
    if (request.begunAt === undefined || request.imports > 0) return false
    return request.plan.wantsEvents || now >= request.begunAt + plan.streamTimeoutMs
  }

  /** Whether it would give its slot on to what it may wait for, if the gate looked now. */
  givesWay(request: ModelRequest): boolean {
    return this.#model.now >= this.#model.own.givesWayAt(request)
  }

  /** Whether it would lose its slot, if the gate looked now. */
  isOverdue(request: ModelRequest): boolean {
    return this.#model.now >= this.#model.limit.dueAt(request)
  }

  #stream(request: ModelRequest): void {
    const { ends, flow, ledger } = this.#model
    flow.places.move(request, 'beside')
    request.streamed = true
    if (!request.isProbe) ledger.counts.streamed++
    ends.complete(request)
  }

  #giveWay(request: ModelRequest): void {
    const { flow, ledger } = this.#model
    flow.places.move(request, 'beside')
    request.gaveWay = true
    ledger.counts.gaveWay++
  }

  #timeOut(request: ModelRequest): void {
    const { flow, ledger, limit } = this.#model
    limit.halve(request)
    flow.places.move(request, 'beside')
    ledger.counts.slotTimeouts++
    ledger.warn('SLOT_TIMEOUT')
    ledger.emit('slotTimeout')
  }
}
