import { EventEmitter } from 'node:events'
import type { BootstrapGateError } from '../errors'
import type { Origin } from '../origin'
import type { Hearer, Telling, ToldRequest } from './telling'
import { isThenable } from '../thenable'
import type { BootstrapGateEvents, ImportSettledEvent, OpenedInfo } from '../types'

/**
 * Passes on what happens as `gate.events`: what happens to a request in its async context, what happens to
 * the gate in the one in which the gate was made. A listener that throws harms nobody.
 */
export class Events implements Hearer {
  readonly emitter = new EventEmitter<BootstrapGateEvents>()
  readonly #telling: Telling
  readonly #origin: Origin

  constructor(telling: Telling, origin: Origin) {
    this.#telling = telling
    this.#origin = origin
  }

  admitted(request: ToldRequest, heldSince: number): void {
    this.#emitIn(request, 'admit', () => ({
      req: request.req,
      waitedMs: performance.now() - heldSince,
    }))
  }

  aborted(request: ToldRequest, wasAdmitted: boolean): void {
    this.#emitIn(request, 'abort', () => ({
      req: request.req,
      wasAdmitted,
      waitedMs: request.ageMs,
    }))
  }

  rejected(request: ToldRequest, error: BootstrapGateError): void {
    this.#emitIn(request, 'reject', () => ({ req: request.req, error }))
  }

  slotTimedOut(request: ToldRequest): void {
    this.#emitIn(request, 'slotTimeout', () => ({ req: request.req, heldMs: request.ageMs }))
  }

  workSettled(settled: ImportSettledEvent): void {
    this.#emitIn(undefined, 'importSettled', () => settled)
  }

  opened(info: OpenedInfo): void {
    this.#emitIn(this.#origin, 'open', () => info)
  }

  failed(error: BootstrapGateError): void {
    this.#emitIn(this.#origin, 'fail', () => error)
  }

  /** The payload is made, and the context entered, only if somebody listens. */
  #emitIn<E extends keyof BootstrapGateEvents>(
    context: Pick<ToldRequest, 'runInAsyncScope'> | undefined,
    event: E,
    makePayload: () => BootstrapGateEvents[E][0],
  ): void {
    if (this.emitter.listenerCount(event) === 0) return
    if (context === undefined) this.#emit(event, makePayload())
    else {
      context.runInAsyncScope(() => {
        this.#emit(event, makePayload())
      })
    }
  }

  #emit<E extends keyof BootstrapGateEvents>(event: E, payload: BootstrapGateEvents[E][0]): void {
    // Raw listeners: the wrappers that `once` makes remove themselves.
    const listeners = this.emitter.rawListeners(event) as ((payload: unknown) => unknown)[]
    for (const listener of listeners) {
      const failed = (cause: unknown): void => {
        const what = `events.on('${event}')`
        this.#telling.tell('callbackFailed', { what, consequence: 'the gate goes on', cause })
      }
      try {
        const result = Reflect.apply(listener, this.emitter, [payload])
        if (isThenable(result)) result.then(undefined, failed)
      } catch (error) {
        failed(error)
      }
    }
  }
}
