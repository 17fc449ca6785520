import type { GateModel } from './gate-model'
import { isHeld, type ModelRequest } from './request'

/** What the contract says of how requests end: each once, and in one way. */
export class ModelEnds {
  readonly #model: GateModel

  constructor(model: GateModel) {
    this.#model = model
  }

  /** Its response went out whole. */
  finished(request: ModelRequest): void {
    const { flow, nested } = this.#model
    if (request.phase === 'out') return
    const wasHeld = isHeld(request)
    flow.places.move(request, 'out')
    if (wasHeld) {
      this.countAborted(request, 'held')
      return
    }
    if (!request.streamed) this.complete(request)
    flow.slotFreed()
    nested.left(request)
  }

  /** Its code has run to its end, or to its first byte. */
  complete({ asker, isProbe, plan }: ModelRequest): void {
    if (isProbe || asker !== undefined) return
    const { flow, ledger, limit } = this.#model
    limit.restore(flow.places.inside)
    if (plan.success === 'throws') ledger.warnOnce('requestWasSuccessful')
    if (plan.success !== 'no') this.#model.countCompleted()
  }

  /** Its client went away. */
  abort(request: ModelRequest): void {
    const wasHeld = isHeld(request)
    const { flow, nested } = this.#model
    flow.places.move(request, 'out')
    if (wasHeld) this.countAborted(request, 'held')
    else if (!request.streamed && !request.isProbe) this.countAborted(request, 'inside')
    if (!wasHeld) nested.left(request)
  }

  countAborted(request: ModelRequest, where: 'held' | 'inside'): void {
    const { ledger } = this.#model
    request.fate.aborted.push(where)
    ledger.counts.aborted++
    ledger.emit('abort')
  }

  /** What is gone, or was answered or begun to be while it was held, is never admitted. */
  dropIfLost(request: ModelRequest): boolean {
    const { app, flow } = this.#model
    const isBegun = request.begun && request.plan.early === 'nothing'
    if (!isBegun && !request.ended && !request.gone) return false
    flow.places.move(request, 'out')
    if (!request.ended && !request.gone) app.end(request)
    this.countAborted(request, 'held')
    return true
  }

  reject(request: ModelRequest, reason: string): void {
    const { app, ledger, plan } = this.#model
    const { handler } = plan
    ledger.countRejected(reason)
    request.fate.rejected.push(reason)
    if (request.ended || request.gone) return
    // The throw of its `next` is a throw of the handler.
    if (!request.begun && handler === 'passesError' && request.plan.app === 'throws') {
      request.fate.errors++
    }
    if (request.begun || handler === 'default' || handler === 'answers') app.end(request)
    else this.passError(request)
  }

  /** The framework gets an error, and answers. */
  passError(request: ModelRequest): void {
    const { app, ledger } = this.#model
    request.fate.errors++
    if (request.plan.app === 'throws') ledger.thrown.uncaught++
    else if (!request.gone) app.end(request)
  }
}
