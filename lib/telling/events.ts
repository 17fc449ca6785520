import { EventEmitter } from 'node:events'
import type { BootstrapGateError } from '../errors'
import type { Hearer, Telling, ToldRequest } from './telling'
import { isThenable } from '../thenable'
import type { BootstrapGateEvents, ImportSettledEvent, OpenedInfo } from '../types'

/** Passes on what happens as `gate.events`. A listener that throws harms nobody. */
export class Events implements Hearer {
  readonly emitter = new EventEmitter<BootstrapGateEvents>()
  readonly #telling: Telling

  constructor(telling: Telling) {
    this.#telling = telling
  }

  admitted({ req }: ToldRequest, waitedMs: number): void {
    this.#emit('admit', () => ({ req, waitedMs }))
  }

  aborted(request: ToldRequest, wasAdmitted: boolean): void {
    this.#emit('abort', () => ({ req: request.req, wasAdmitted, waitedMs: request.ageMs }))
  }

  rejected({ req }: ToldRequest, error: BootstrapGateError): void {
    this.#emit('reject', () => ({ req, error }))
  }

  slotTimedOut(request: ToldRequest): void {
    this.#emit('slotTimeout', () => ({ req: request.req, heldMs: request.ageMs }))
  }

  workSettled(settled: ImportSettledEvent): void {
    this.#emit('importSettled', () => settled)
  }

  opened(info: OpenedInfo): void {
    this.#emit('open', () => info)
  }

  failed(error: BootstrapGateError): void {
    this.#emit('fail', () => error)
  }

  /** The payload is made only if somebody listens. */
  #emit<E extends keyof BootstrapGateEvents>(
    event: E,
    makePayload: () => BootstrapGateEvents[E][0],
  ): void {
    if (this.emitter.listenerCount(event) === 0) return
    // Raw listeners: the wrappers that `once` makes remove themselves.
    const listeners = this.emitter.rawListeners(event) as ((payload: unknown) => unknown)[]
    const payload = makePayload()
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
