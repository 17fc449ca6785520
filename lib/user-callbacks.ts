import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GateOptions } from './options/options'
import { isThenable } from './thenable'
import type { BootstrapGateEvents, ImportReport } from './types'
import { warnOfCallbackError } from './warnings'

type PredicateOptions = Pick<GateOptions, 'skip' | 'requestWasSuccessful' | 'ignoreImport'>

/** Calls what the user gave to be called, so that what fails there does no harm here. */
export class UserCallbacks {
  readonly events = new EventEmitter<BootstrapGateEvents>()
  readonly #options: PredicateOptions
  readonly #failed = new Set<string>()

  constructor(options: PredicateOptions) {
    this.#options = options
  }

  /** @throws what `skip` throws: the request can carry that to the framework */
  skips(req: IncomingMessage, res: ServerResponse): boolean {
    return toBoolean('skip', this.#options.skip?.(req, res))
  }

  wasSuccessful(req: IncomingMessage, res: ServerResponse): boolean {
    try {
      return toBoolean('requestWasSuccessful', this.#options.requestWasSuccessful(req, res))
    } catch (error) {
      this.#warn('requestWasSuccessful', 'the response counts', error)
      return true
    }
  }

  ignoresImport(report: ImportReport): boolean {
    try {
      return toBoolean('ignoreImport', this.#options.ignoreImport?.(report))
    } catch (error) {
      this.#warn('ignoreImport', 'the import is not ignored', error)
      return false
    }
  }

  /** Emits an event. The payload is made only if somebody listens. */
  notify<E extends keyof BootstrapGateEvents>(
    event: E,
    makePayload: () => BootstrapGateEvents[E][0],
  ): void {
    if (this.events.listenerCount(event) === 0) return
    // Raw listeners: the wrappers that `once` makes remove themselves.
    const listeners = this.events.rawListeners(event) as ((payload: unknown) => unknown)[]
    const payload = makePayload()
    for (const listener of listeners) {
      const failed = (error: unknown): void => {
        this.#warn(`events.on('${event}')`, 'the gate goes on', error)
      }
      try {
        const result = Reflect.apply(listener, this.events, [payload])
        if (isThenable(result)) result.then(undefined, failed)
      } catch (error) {
        failed(error)
      }
    }
  }

  #warn(callback: string, consequence: string, error: unknown): void {
    if (this.#failed.has(callback)) return
    this.#failed.add(callback)
    warnOfCallbackError(callback, consequence, error)
  }
}

/** A promise would always count as true, whatever it is to fulfil with: it is refused. */
function toBoolean(name: string, answer: unknown): boolean {
  if (!isThenable(answer)) return Boolean(answer)
  answer.then(undefined, () => undefined)
  throw new TypeError(`bootstrapGate: \`${name}\` must return true or false, received a promise.`)
}
