import type { AdmissionEvents } from './admission-events'
import type { BootWork } from '../boot-work/boot-work'
import type { Causes } from './causes'
import { isEnded, isHttp2, waitsForTurn } from './connection'
import type { Counting } from './counting'
import type { Entrance } from './entrance'
import type { GateRequest } from './gate-request'
import type { Rejecting } from './rejecting'
import type { Telling } from '../telling/telling'
import type { Visit } from '../visits/visit'

/** Who acts on what happens to requests. */
export interface Stages {
  readonly entrance: Entrance
  readonly counting: Counting
  readonly rejecting: Rejecting
  readonly causes: Causes
}

/** What follows when a request of the queue gets further. */
export class Progress implements AdmissionEvents {
  readonly #stages: Stages
  readonly #bootWork: BootWork
  readonly #telling: Telling

  constructor(stages: Stages, bootWork: BootWork, telling: Telling) {
    this.#stages = stages
    this.#bootWork = bootWork
    this.#telling = telling
  }

  admitted(request: GateRequest, heldSince: number): void {
    this.#stages.entrance.admit(request, heldSince)
  }

  completed(request: GateRequest): void {
    this.#stages.counting.completed(request)
  }

  aborted(request: GateRequest): void {
    this.#stages.counting.aborted(request)
  }

  streamed(request: GateRequest): void {
    this.#stages.counting.streamed(request)
  }

  gaveWay(request: GateRequest): void {
    this.#telling.tell('gaveWay', request)
  }

  loopBlocked(start: number, end: number): void {
    this.#telling.tell('loopBlocked', start, end)
  }

  left(visit: Visit): void {
    this.#stages.causes.forget(visit)
  }

  slotPassedOn(visit: Visit): void {
    this.#bootWork.disown(visit)
  }

  queueTimedOut(request: GateRequest): void {
    this.#stages.rejecting.reject(request, { reason: 'queue-timeout' })
  }

  slotTimedOut(request: GateRequest): void {
    const { req, res } = request
    const waitsBehindAnother = !isHttp2(req) && waitsForTurn(res) && isEnded(res)
    this.#telling.tell('slotTimedOut', request, waitsBehindAnother)
  }
}
