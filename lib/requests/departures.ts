import type { AdmissionEvents } from './admission-events'
import type { GateRequest } from './gate-request'
import type { Held } from './held'
import type { Inside } from './inside'
import type { RequestEnd } from './request-watcher'
import type { Turns } from './turns'

/** The parts of the queue, which are made one after the other. */
export interface Parts {
  readonly held: Held
  readonly inside: Inside
  readonly turns: Turns
}

/** What follows when one gives its slot on, or leaves. */
export class Departures {
  readonly #parts: Parts
  readonly #events: AdmissionEvents

  constructor(parts: Parts, events: AdmissionEvents) {
    this.#parts = parts
    this.#events = events
  }

  /** It has been inside for too long. */
  slotTimedOut(request: GateRequest): void {
    this.#passSlotOn(request, () => {
      this.#events.slotTimedOut(request)
    })
  }

  /** It may wait for a request that waits in the line. */
  gaveWay(request: GateRequest): void {
    request.markGivenWay()
    if (request.isWarmUp) this.#parts.held.warmUpsGivenWay.add(request)
    this.#passSlotOn(request, () => {
      this.#events.gaveWay(request)
    })
  }

  /** Its response has begun and goes on. */
  streamed(request: GateRequest): void {
    if (request.mayComplete) this.#parts.inside.completed()
    request.markStreamed()
    this.#passSlotOn(request, () => {
      this.#events.streamed(request)
    })
  }

  /** It has ended, held or inside. */
  ended(request: GateRequest, end: RequestEnd): void {
    request.list?.remove(request)
    if (end === 'completed' && request.mayComplete) this.#parts.inside.completed()
    if (end === 'completed') this.#events.completed(request)
    else this.#events.aborted(request)
    this.left(request)
  }

  /** It is held or inside no more, or watched no more. */
  left(request: GateRequest): void {
    const { held, inside, turns } = this.#parts
    const { visit } = request
    const asker = visit?.asker
    visit?.end()
    held.warmUpsGivenWay.delete(request)
    this.releaseSlot(request)
    if (asker !== undefined) held.nestedLeft(request, asker)
    if (visit === undefined) return
    inside.givingWay.forget(visit)
    this.#events.left(visit)
    held.askerLeft(visit)
    turns.goOn()
    held.noteWhoWaits()
  }

  releaseSlot(request: GateRequest): void {
    const { held, turns } = this.#parts
    const { visit } = request
    held.slotPassedOn(request)
    if (visit?.hasSlot === true) {
      // Before the next is let in: nobody is to come in beside an import that is nobody's.
      this.#events.slotPassedOn(visit)
      visit.releaseSlot()
    }
    turns.goOn()
  }

  #passSlotOn(request: GateRequest, tell: () => void): void {
    try {
      tell()
    } finally {
      // Even if a listener throws that hears of it.
      this.releaseSlot(request)
    }
  }
}
