import type { GateModel } from './gate-model'
import { ModelPlaces } from './places'
import type { ModelRequest } from './request'

/** Contract, "Opening": held requests are let go in batches. */
const batch = 128

/** What the contract says of who is held, who goes in, and when. */
export class ModelFlow {
  readonly places: ModelPlaces
  /** In the order in which the gate let them in. */
  readonly admissions: number[] = []
  peakQueued = 0
  readonly #model: GateModel
  /** A slot has been asked for on behalf of a request, which may not be there any more. */
  #isAsking = false
  #isTold = false
  #isReleaseDue = false
  #letGoNext: (() => void) | undefined

  constructor(model: GateModel) {
    this.#model = model
    this.places = new ModelPlaces(model)
  }

  hold(request: ModelRequest): void {
    this.places.move(request, 'held')
    this.joined()
  }

  /** Somebody is held. A mutex answers later. */
  joined(): void {
    if (!this.#model.lock.isInUse) this.admit()
    this.notePeak()
  }

  notePeak(): void {
    this.peakQueued = Math.max(this.peakQueued, this.places.queued)
  }

  /** One goes in beside the one inside that has asked for it. */
  enterBeside(request: ModelRequest): void {
    this.places.move(request, 'beside')
    this.#model.app.entered(request)
    this.#enter(request)
  }

  /** One has waited for long enough, and goes in unwatched. */
  passBeside(request: ModelRequest): void {
    if (this.#model.ends.dropIfLost(request)) return
    this.places.move(request, 'out')
    this.#enter(request)
  }

  admit(): void {
    const { bars, lock, now } = this.#model
    while (this.#mayAdmit) {
      this.#isAsking = true
      if (this.#isFull || !lock.takeForGate(now)) break
      this.#isAsking = false
      this.#useSlot()
    }
    if (this.places.inside.length === 0) lock.releaseForGate()
    bars.keepOut(this.#hasNext && !this.#isAsking && !this.#isFull)
  }

  /** Bars keep nobody from getting the slot that was asked for before, but from using it. */
  get #mayAdmit(): boolean {
    const { bars, isClosed, prerequisites } = this.#model
    const isWanted = this.#isAsking || (this.#hasNext && !bars.areDown)
    return isClosed && prerequisites === 0 && isWanted
  }

  get #hasNext(): boolean {
    return this.places.held.length > 0 || this.#model.probes.next !== undefined
  }

  get #isFull(): boolean {
    return this.places.inside.length >= this.#model.plan.concurrency
  }

  /** The slot is for the first who is still there. */
  #useSlot(): void {
    const { bars, limit, looks } = this.#model
    if (bars.areDown) return
    const request =
      this.#firstPresent(() => this.#model.probes.next) ??
      this.#firstPresent(() => this.places.held[0])
    if (request === undefined) return
    this.places.move(request, 'inside')
    this.#model.app.entered(request)
    limit.giveTo(request)
    looks.begin()
    this.#enter(request)
  }

  #firstPresent(next: () => ModelRequest | undefined): ModelRequest | undefined {
    let first = this.#model.isClosed ? next() : undefined
    while (first !== undefined && this.#model.ends.dropIfLost(first)) {
      first = this.#model.isClosed ? next() : undefined
    }
    return first
  }

  /** A bar has been lifted. A mutex answers later. */
  lifted(): void {
    if (!this.#model.lock.isInUse) this.admit()
  }

  slotFreed(): void {
    this.#model.openIfReady()
    if (this.places.inside.length === 0) this.#model.lock.releaseForGate()
    this.admit()
  }

  /** @param news - who tells of its loss at once with whom, in the order in which they do */
  lose(news: readonly ModelRequest[][]): void {
    for (const request of news.flat()) Object.assign(request, { gone: true, over: true })
    for (const lost of news) {
      for (const request of lost) {
        const { connection } = request
        connection.unfinished = connection.unfinished.filter((other) => other !== request)
        if (request.phase !== 'out') this.#model.ends.abort(request)
      }
      this.slotFreed()
    }
  }

  /** The time for which one may be held has passed. */
  expire(): void {
    const { ends } = this.#model
    for (let late = this.places.queueExpired; late; late = this.places.queueExpired) {
      this.places.move(late, 'out')
      ends.reject(late, 'queue-timeout')
    }
  }

  /** The gate has opened. A request that a listener is being told of goes in before the others. */
  release(): void {
    this.#leave()
    if (this.#isTold) this.#isReleaseDue = true
    else this.#releaseHeld()
  }

  /** The gate has failed or stopped. */
  refuse(reason: string): void {
    this.#leave()
    this.#letGo((request) => {
      this.places.move(request, 'out')
      this.#model.ends.reject(request, reason)
    })
  }

  /** @returns whether there was another batch to let go */
  goOn(): boolean {
    const letGo = this.#letGoNext
    this.#letGoNext = undefined
    letGo?.()
    return letGo !== undefined
  }

  /** The gate has settled, and watches nobody inside any more. */
  #leave(): void {
    this.places.vacate()
    this.#model.nested.disbandAll()
  }

  #enter(request: ModelRequest): void {
    const { app, ledger } = this.#model
    if (request.isProbe) ledger.counts.skipped++
    else this.#tellOfAdmission(request)
    request.fate.entered++
    if (request.plan.app === 'throws') {
      ledger.thrown.uncaught++
      this.#passSlotOn(request)
    } else app.run(request)
    if (this.#isReleaseDue) this.#releaseHeld()
  }

  #tellOfAdmission({ asker, id }: ModelRequest): void {
    const { ledger } = this.#model
    if (asker !== undefined) ledger.counts.nested++
    ledger.counts.admitted++
    this.admissions.push(id)
    this.#isTold = true
    ledger.emit('admit')
    this.#isTold = false
  }

  #passSlotOn(request: ModelRequest): void {
    if (request.phase !== 'inside') return
    this.places.move(request, 'beside')
    this.slotFreed()
  }

  #releaseHeld(): void {
    this.#isReleaseDue = false
    this.#letGo((request) => {
      this.passBeside(request)
    })
  }

  #letGo(handle: (request: ModelRequest) => void): void {
    for (let count = 0; count < batch; count++) {
      const request = this.places.checking[0] ?? this.places.held[0]
      if (request === undefined) return
      handle(request)
    }
    this.#letGoNext = () => {
      this.#letGo(handle)
    }
  }
}
