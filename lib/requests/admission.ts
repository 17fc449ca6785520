import type { GateRequest } from './gate-request'
import { hostsOf } from './hosts-of'
import type { Inside } from './inside'
import { labelRequest } from '../request-label'
import type { RequestWatcher } from './request-watcher'
import type { Release } from '../types'
import { Visit } from '../visits/visit'

/** Takes requests from where they wait to where they are inside. */
export class Admission {
  readonly #inside: Inside
  readonly #watcher: RequestWatcher
  readonly #admitted: (request: GateRequest, heldSince: number) => void

  constructor(
    inside: Inside,
    watcher: RequestWatcher,
    admitted: (request: GateRequest, heldSince: number) => void,
  ) {
    this.#inside = inside
    this.#watcher = watcher
    this.#admitted = admitted
  }

  /** @param release - gives the slot back */
  withSlot(request: GateRequest, release: Release): void {
    const { req, since } = request
    const limitMs = this.#inside.slotLimitFor(request)
    const visit = Visit.withSlot(labelRequest(req), since, limitMs, release)
    visit.hosts = hostsOf(req)
    request.standFor(visit)
    this.#enter(request, () => {
      this.#inside.enter(request)
    })
  }

  /** Beside the one inside that has asked for it. */
  beside(request: GateRequest): void {
    this.#enter(request, () => {
      this.#inside.beside.append(request)
    })
  }

  #enter(request: GateRequest, join: () => void): void {
    const heldSince = request.since
    request.since = performance.now()
    join()
    this.#watcher.watchAdmitted(request)
    this.#admitted(request, heldSince)
  }
}
