import type { GateModel } from './gate-model'
import { modelRequest, runsFor, type ModelConnection, type ModelRequest } from './request'
import type { RequestKind, RequestPlan } from '../plans'

const passesAtOnce: readonly RequestKind[] = ['preflight', 'webSocket']

/** What the contract says of a request that meets the gate. */
export class ModelArrivals {
  readonly requests: ModelRequest[] = []
  readonly #model: GateModel

  constructor(model: GateModel) {
    this.#model = model
  }

  /** @param by - the one in whose async context it comes */
  arrive(plan: RequestPlan, connection: ModelConnection, by?: ModelRequest): void {
    const { ends, ledger, state } = this.#model
    const id = this.requests.length
    const request = modelRequest(id, plan, connection, this.#model.now, by?.behalves ?? [])
    this.requests.push(request)
    if (!connection.lost) connection.unfinished.push(request)
    if (plan.early === 'all' && !connection.lost) this.#model.app.end(request)
    if (state === 'open' || request.ended) {
      this.#pass(request)
      return
    }
    if (plan.skip === 'opens') this.#model.open('manual')
    if (plan.skip === 'stops') this.#model.shutdown()
    if (plan.skip === 'throws') ends.passError(request)
    else if (plan.skip === 'yes') {
      ledger.counts.skipped++
      this.#pass(request)
    } else if (this.#model.isClosed && passesAtOnce.includes(plan.kind)) {
      ledger.counts.skipped++
      this.#pass(request)
    } else if (this.#model.isClosed && this.#model.plan.skipProbes && plan.kind === 'probe') {
      this.#callerGoesOn(request, by)
      if (request.gone) ends.countAborted(request, 'held')
      else this.#model.probes.hold(request)
    } else this.#receive(request, by)
  }

  #receive(request: ModelRequest, by: ModelRequest | undefined): void {
    const { ends, flow, isClosed, nested, plan, refusal, state } = this.#model
    const asker = this.#askerOf(request)
    this.#callerGoesOn(request, by)
    this.#model.startBootClock()
    if (state === 'open') this.#pass(request)
    else if (request.gone) ends.countAborted(request, 'held')
    else if (!isClosed) ends.reject(request, refusal)
    else if (asker !== undefined) nested.hold(request, asker)
    else if (flow.places.held.length < plan.maxQueueSize || this.#isNext) flow.hold(request)
    else ends.reject(request, 'queue-full')
  }

  /** The one inside that has asked for it: within the process, or over a connection to itself. */
  #askerOf(request: ModelRequest): ModelRequest | undefined {
    return runsFor(request) ?? this.#model.own.askerOf(request.connection)
  }

  /** Where the gate is awaited, the app runs on where it was called. */
  #callerGoesOn(request: ModelRequest, by: ModelRequest | undefined): void {
    // Within the process nothing is known of a caller that runs for nobody inside.
    const isKnown = by === undefined ? request.connection.isOfNode : runsFor(by) !== undefined
    if (this.#model.plan.isAwaited && isKnown) request.behalves = [request, ...request.behalves]
  }

  /** Nobody is before it, and a slot is free for all that is known. */
  get #isNext(): boolean {
    const { bars, flow, lock, plan, prerequisites } = this.#model
    const { held, inside } = flow.places
    const isFree = inside.length < plan.concurrency && !lock.isAskedFor
    return held.length === 0 && prerequisites === 0 && isFree && !bars.areDown
  }

  #pass(request: ModelRequest): void {
    request.fate.entered++
    if (request.plan.app === 'throws') this.#model.ledger.thrown.toCaller++
    else this.#model.app.run(request)
  }
}
