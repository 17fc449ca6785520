import type { AdmissionEvents } from './admission-events'
import type { GateRequest } from './gate-request'
import { hostsOf } from './hosts-of'
import { Inside, type InsideLimits } from './inside'
import { NestedLines } from './nested-lines'
import type { Asked } from './own/ask'
import type { Slots } from './own-slots'
import { endIfBegun, isPresent } from './presence'
import { ProbeLine } from './probe-line'
import { labelRequest } from '../request-label'
import { RequestWatcher, type RequestEnd } from './request-watcher'
import { Turns, type Bar } from './turns'
import type { Release } from '../types'
import { Visit } from '../visits/visit'
import { WaitingLine } from './waiting-line'

export interface AdmissionLimits extends InsideLimits {
  readonly maxQueueSize: number
  readonly queueTimeoutMs: number
}

/** Who waits, who goes next, who is inside, and what follows when one of them ends. */
export class AdmissionQueue {
  readonly #waiting: WaitingLine
  readonly #probes: ProbeLine
  readonly #nested: NestedLines
  readonly #inside: Inside
  readonly #turns: Turns
  readonly #limits: AdmissionLimits
  readonly #events: AdmissionEvents
  readonly #watcher = new RequestWatcher((request, end) => {
    this.#ended(request, end)
  })
  #peakQueued = 0

  /** Admits nobody before {@link begin} is called. */
  constructor(slots: Slots, bar: Bar, limits: AdmissionLimits, events: AdmissionEvents) {
    this.#limits = limits
    this.#events = events
    this.#waiting = this.#createWaitingLine()
    this.#probes = new ProbeLine((probe) => {
      this.#passBeside(probe)
    })
    this.#nested = new NestedLines(limits.slotTimeoutMs, {
      enters: (request) => {
        this.#enterBeside(request)
      },
      dropsAbsent: (request) => this.#dropsAbsent(request),
    })
    this.#inside = this.#createInside()
    const hasNext = (): boolean => this.#waiting.size > 0 || this.#probes.next !== undefined
    this.#turns = new Turns(slots, bar, {
      get hasNext() {
        return hasNext()
      },
      useSlot: (release) => {
        this.#useSlot(release)
      },
    })
  }

  get queued(): number {
    return this.#waiting.size + this.#probes.size + this.#nested.size
  }

  get peakQueued(): number {
    return this.#peakQueued
  }

  get inFlight(): number {
    return this.#inside.size
  }

  /** For how long the process was frozen while somebody was inside. */
  get lostMs(): number {
    return this.#inside.lostMs
  }

  /**
   * How long the one has been here that came first, of those that something may be stuck for.
   *
   * @param lostMs - for how long the process was frozen: that time does not count
   */
  longestStayMs(lostMs: number): number {
    const now = performance.now()
    const inside = this.requestsInside().filter(({ mayBeStuck }) => mayBeStuck)
    // Some of that has been forgiven to those inside already.
    const arrivals = inside.map(({ visit, since }) => (visit?.arrivedAt ?? since) - this.lostMs)
    return now - lostMs - Math.min(this.#waiting.first?.since ?? now, ...arrivals)
  }

  requestsInside(): GateRequest[] {
    return [...this.#inside.beside, ...this.#inside.withSlot]
  }

  /** Whether one more may come: there is room in the line, or nobody in it and a slot to be had. */
  get hasRoom(): boolean {
    const { size } = this.#waiting
    return size < this.#limits.maxQueueSize || (size === 0 && this.#turns.mayBeAtOnce)
  }

  /** Loads what hands slots over, so that no request has to wait for that. */
  prepare(): void {
    this.#turns.prepare()
  }

  /** Holds a request until its turn, which can be at once. */
  hold(request: GateRequest): void {
    this.#watcher.watchHeld(request)
    this.#waiting.join(request)
    this.#turns.goOn()
    this.#waiting.armTimer()
    this.#notePeak()
  }

  /** Holds a health check: ahead of all others, and not for long. */
  holdProbe(probe: GateRequest): void {
    probe.markProbe()
    this.#watcher.watchHeld(probe)
    this.#probes.join(probe)
    this.#turns.goOn()
    this.#notePeak()
  }

  /** Holds what one inside asks for, until those that it asked for before have been in. */
  holdNested(request: GateRequest, asker: Visit): void {
    request.markNested(Visit.nested(labelRequest(request.req), request.since, asker))
    if (request.visit !== undefined) request.visit.hosts = hostsOf(request.req)
    this.#watcher.watchHeld(request)
    this.#nested.join(request, asker)
    this.#notePeak()
  }

  /** One inside has sent a request, maybe to this server. */
  asks(visit: Visit, asked: Asked): void {
    // What one inside asks for may ask in its turn: it is the slot of the first that is in the way.
    if (visit.owner !== undefined) this.#inside.givingWay.asks(visit.owner, visit, asked)
  }

  /** All that must be there before the first request goes in is there. */
  begin(): void {
    this.#turns.begin()
  }

  /** The bar has come down, or has been lifted. */
  goOn(): void {
    this.#turns.goOn()
  }

  /** Takes the slot of a request inside the app, which may still end in its own time. */
  passSlotOn(request: GateRequest): void {
    if (request.list !== this.#inside.withSlot) return
    this.#inside.passSlotOn(request)
    this.#releaseSlot(request)
  }

  /**
   * Admits nobody any more, and lets go of all slots, timers, and listeners on requests inside the
   * app. Those that are held stay so until they are taken.
   */
  settle(): void {
    this.#waiting.stop()
    this.#probes.stop()
    this.#inside.stop()
    this.#turns.stop()
    // First: one that leaves makes no room for another any more.
    this.#becomeOrdinary(this.#nested.disband())
    for (const list of [this.#inside.withSlot, this.#inside.beside]) {
      for (let request = list.takeFirst(); request !== undefined; request = list.takeFirst()) {
        this.#watcher.unwatch(request)
        this.#leave(request)
      }
    }
  }

  /** Takes the next held request out of the line. */
  takeHeld(): GateRequest | undefined {
    const request = this.#probes.takeFirst() ?? this.#waiting.takeFirst()
    if (request !== undefined) this.#watcher.unwatch(request)
    return request
  }

  /** The same, past those that are not to be let into the app. */
  takePresent(): GateRequest | undefined {
    this.#waiting.dropAbsent()
    while (this.#probes.next !== undefined && this.#dropsAbsent(this.#probes.next));
    return this.takeHeld()
  }

  #createWaitingLine(): WaitingLine {
    return new WaitingLine(this.#limits.queueTimeoutMs, {
      expired: (request) => {
        this.#watcher.unwatch(request)
        this.#events.queueTimedOut(request)
        this.#turns.updateBar()
      },
      dropsAbsent: (request) => this.#dropsAbsent(request),
    })
  }

  #createInside(): Inside {
    const passOnAfter = (request: GateRequest, tell: () => void): void => {
      try {
        tell()
      } finally {
        // Even if a listener throws that hears of it.
        this.#releaseSlot(request)
      }
    }
    return new Inside(this.#limits, {
      slotTimedOut: (request) => {
        passOnAfter(request, () => {
          this.#events.slotTimedOut(request)
        })
      },
      gaveWay: (request) => {
        request.markGivenWay()
        passOnAfter(request, () => {
          this.#events.gaveWay(request)
        })
      },
      streamed: (request) => {
        if (request.mayComplete) this.#inside.completed()
        request.markStreamed()
        passOnAfter(request, () => {
          this.#events.streamed(request)
        })
      },
    })
  }

  #notePeak(): void {
    this.#peakQueued = Math.max(this.#peakQueued, this.queued)
  }

  #useSlot(release: Release): void {
    // While the slot was on its way an import may have begun that bars, or the gate have settled.
    const request = this.#turns.isOpen ? this.#takeNext() : undefined
    if (request === undefined) {
      release()
      return
    }
    const heldSince = request.since
    request.since = performance.now()
    const label = labelRequest(request.req)
    request.visit = Visit.withSlot(label, heldSince, this.#inside.slotLimitMs, release)
    request.visit.hosts = hostsOf(request.req)
    this.#inside.enter(request)
    this.#watcher.watchAdmitted(request)
    this.#events.admitted(request, heldSince)
  }

  #takeNext(): GateRequest | undefined {
    for (let probe = this.#probes.next; probe !== undefined; probe = this.#probes.next) {
      if (!this.#dropsAbsent(probe)) {
        this.#probes.enters(probe)
        return probe
      }
      // A listener that hears of it may settle the gate.
      if (!this.#turns.isOpen) return undefined
    }
    this.#waiting.dropAbsent()
    return this.#turns.isOpen ? this.#waiting.takeFirst() : undefined
  }

  /** Lets in a health check that has waited for long enough. */
  #passBeside(probe: GateRequest): void {
    if (!this.#dropsAbsent(probe)) {
      this.#watcher.unwatch(probe)
      this.#events.admitted(probe, probe.since)
    }
    this.#turns.updateBar()
  }

  /** Drops one that was to go in, if nobody waits for it or something else has answered it. */
  #dropsAbsent(request: GateRequest): boolean {
    if (isPresent(request)) return false
    request.list?.remove(request)
    this.#watcher.unwatch(request)
    endIfBegun(request)
    this.#events.aborted(request)
    return true
  }

  #enterBeside(request: GateRequest): void {
    const heldSince = request.since
    request.since = performance.now()
    this.#inside.beside.append(request)
    this.#watcher.watchAdmitted(request)
    this.#events.admitted(request, heldSince)
  }

  #ended(request: GateRequest, end: RequestEnd): void {
    request.list?.remove(request)
    if (end === 'completed' && request.mayComplete) this.#inside.completed()
    if (end === 'completed') this.#events.completed(request)
    else this.#events.aborted(request)
    if (request.isAdmitted) this.#leave(request)
    else this.#turns.updateBar()
  }

  /** It is inside no more, or watched no more. */
  #leave(request: GateRequest): void {
    const { visit } = request
    const asker = visit?.asker
    visit?.end()
    this.#releaseSlot(request)
    if (asker !== undefined) this.#nested.left(request, asker)
    if (visit === undefined) return
    this.#inside.givingWay.forget(visit)
    this.#events.left(visit)
    this.#becomeOrdinary(this.#nested.askerLeft(visit))
  }

  /** Whoever asked for them has left: they are requests like any other, at the end of the line. */
  #becomeOrdinary(orphans: readonly GateRequest[]): void {
    if (orphans.length === 0) return
    for (const orphan of orphans) {
      orphan.list?.remove(orphan)
      orphan.becomeOrdinary()
      this.#waiting.join(orphan)
    }
    // Not before all are there: what one causes can settle the gate.
    this.#turns.goOn()
    this.#waiting.armTimer()
  }

  #releaseSlot(request: GateRequest): void {
    const { visit } = request
    this.#probes.leaves(request)
    if (visit?.hasSlot === true) {
      // Before the next is let in: nobody is to come in beside an import that is nobody's.
      this.#events.slotPassedOn(visit)
      visit.releaseSlot()
    }
    this.#turns.goOn()
  }
}
