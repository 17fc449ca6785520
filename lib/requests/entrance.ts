import type { GateRequest } from './gate-request'
import { throwLater } from './pass-error'
import type { ServerTiming } from './server-timing'
import type { Telling } from '../telling/telling'
import type { Visits } from '../visits/visits'

/** Lets requests into the app, each in the async context that it arrived in. */
export class Entrance {
  readonly #telling: Telling
  readonly #visits: Visits
  readonly #timing: ServerTiming | undefined
  readonly #threw: (request: GateRequest) => void
  #isTelling = false
  #whenEntered: (() => void) | undefined

  /** @param threw - called when the app of a bare server has thrown: it will hardly end the response */
  constructor(
    telling: Telling,
    visits: Visits,
    timing: ServerTiming | undefined,
    threw: (request: GateRequest) => void,
  ) {
    this.#telling = telling
    this.#visits = visits
    this.#timing = timing
    this.#threw = threw
  }

  /** @param heldSince - on the clock of `performance.now()` */
  admit(request: GateRequest, heldSince: number): void {
    if (request.isProbe) this.#telling.tell('skipped', request.req)
    else this.#tellOfAdmission(request, heldSince)
    this.#timing?.leavesLine(request, performance.now() - heldSince)
    this.#enter(request)
    const next = this.#whenEntered
    this.#whenEntered = undefined
    next?.()
  }

  /** Runs something now, or, if listeners are being told of a request, when that has entered. */
  afterWhoIsTold(run: () => void): void {
    if (this.#isTelling) this.#whenEntered = run
    else run()
  }

  #tellOfAdmission(request: GateRequest, heldSince: number): void {
    this.#isTelling = true
    if (request.isNested) this.#telling.tell('nested', request, request.visit?.asker)
    this.#telling.tell('admitted', request, heldSince)
    this.#isTelling = false
  }

  #enter(request: GateRequest): void {
    request.runInAsyncScope(() => {
      const { visit, next } = request
      try {
        if (visit === undefined) next()
        else {
          this.#visits.run(visit, () => {
            next()
          })
        }
      } catch (error) {
        // The others are not to be stopped by it.
        this.#threw(request)
        throwLater(error)
      }
    })
  }
}
