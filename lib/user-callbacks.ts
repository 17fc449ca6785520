import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GateOptions } from './options/options'
import type { Telling } from './telling/telling'
import { isThenable } from './thenable'
import type { ImportReport } from './types'

type PredicateOptions = Pick<GateOptions, 'skip' | 'requestWasSuccessful' | 'ignoreImport'>

/** Asks what the user gave to be asked, so that what fails there does no harm here. */
export class UserCallbacks {
  readonly #options: PredicateOptions
  readonly #telling: Telling

  constructor(options: PredicateOptions, telling: Telling) {
    this.#options = options
    this.#telling = telling
  }

  /** @throws what `skip` throws: the request can carry that to the framework */
  skips(req: IncomingMessage, res: ServerResponse): boolean {
    return toBoolean('skip', this.#options.skip?.(req, res))
  }

  wasSuccessful(req: IncomingMessage, res: ServerResponse): boolean {
    try {
      return toBoolean('requestWasSuccessful', this.#options.requestWasSuccessful(req, res))
    } catch (error) {
      this.#tellOfFault('requestWasSuccessful', 'the response counts', error)
      return true
    }
  }

  ignoresImport(report: ImportReport): boolean {
    try {
      return toBoolean('ignoreImport', this.#options.ignoreImport?.(report))
    } catch (error) {
      this.#tellOfFault('ignoreImport', 'the import is not ignored', error)
      return false
    }
  }

  #tellOfFault(what: string, consequence: string, cause: unknown): void {
    this.#telling.tell('callbackFailed', { what, consequence, cause })
  }
}

/** A promise would always count as true, whatever it is to fulfil with: it is refused. */
function toBoolean(name: string, answer: unknown): boolean {
  if (!isThenable(answer)) return Boolean(answer)
  answer.then(undefined, () => undefined)
  throw new TypeError(`bootstrapGate: \`${name}\` must return true or false, received a promise.`)
}
