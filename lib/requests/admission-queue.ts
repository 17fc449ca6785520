import { endBegun, isEnded, isGone } from './connection'
import { ExpiryTimer } from './expiry-timer'
import type { GateRequest } from './gate-request'
import { LinkedList } from './linked-list'
import { NestedLines } from './nested-lines'
import type { Asked } from './own/ask'
import { ProbeLine } from './probe-line'
import { labelRequest } from '../request-label'
import { RequestWatcher } from './request-watcher'
import { hostsOf } from './hosts-of'
import { Inside, type InsideLimits } from './inside'
import type { Slots } from './own-slots'
import type { Release } from '../types'
import { Visit } from '../visits/visit'

export interface AdmissionLimits extends InsideLimits {
  readonly maxQueueSize: number
  readonly queueTimeoutMs: number
}

/** What keeps everybody out for a while, beside {@link AdmissionQueue.unbar}. */
export interface Bar {
  readonly bars: boolean
  /** Told whether somebody would come in now but for it. */
  keepsOut(keepsOut: boolean): void
}

/** What happens to requests, for the queue's owner to act on. */
export interface AdmissionEvents {
  /** It has a slot and is to be let into the app. */
  admitted(request: GateRequest, heldSince: number): void
  /** It is a health check that has a slot, or has waited for as long as it does, and passes. */
  probePasses(request: GateRequest): void
  /** The app ended its response, and Node finished it. */
  completed(request: GateRequest): void
  /** Its client went away, or something else had answered it before its turn. */
  aborted(request: GateRequest): void
  /** It was held for too long, and is held no more. */
  queueTimedOut(request: GateRequest): void
  /** It was inside the app for too long, and loses its slot. */
  slotTimedOut(request: GateRequest): void
  /** Its response has begun and goes on: it loses its slot, and counts. */
  streamed(request: GateRequest): void
  /** It may wait for a request that waits in the line: it loses its slot. */
  gaveWay(request: GateRequest): void
  /** It has left the app, or is watched no more. */
  left(visit: Visit): void
  /** It has its slot no more: what it causes is not its own any longer. */
  slotPassedOn(visit: Visit): void
}

/**
 * Who waits and who goes next: first come, first served, as many inside the app as there are slots.
 * Only the head of the line waits for a slot, so that joining, leaving and moving up take constant
 * time, however long the line.
 */
export class AdmissionQueue {
  readonly #waiting = new LinkedList<GateRequest>()
  readonly #probes: ProbeLine
  readonly #nested: NestedLines
  readonly #inside: Inside
  readonly #bar: Bar
  readonly #slots: Slots
  readonly #limits: AdmissionLimits
  readonly #events: AdmissionEvents
  readonly #watcher: RequestWatcher
  readonly #queueTimer: ExpiryTimer<GateRequest>
  #peakQueued = 0
  #barred = true
  #admitting = false
  #awaitingSlot = false
  #settled = false

  /** Admits nobody before {@link unbar} is called. */
  constructor(slots: Slots, bar: Bar, limits: AdmissionLimits, events: AdmissionEvents) {
    this.#slots = slots
    this.#bar = bar
    this.#limits = limits
    this.#events = events
    this.#watcher = new RequestWatcher((request, end) => {
      request.list?.remove(request)
      if (end === 'completed' && request.mayComplete) this.#inside.completed()
      if (end === 'completed') events.completed(request)
      else events.aborted(request)
      if (request.isAdmitted) this.#leave(request)
      else this.#updateBar()
    })
    this.#probes = new ProbeLine((probe) => {
      this.#watcher.unwatch(probe)
      events.probePasses(probe)
    })
    this.#nested = new NestedLines(limits.slotTimeoutMs, (request) => {
      this.#enterBeside(request)
    })
    this.#queueTimer = new ExpiryTimer(this.#waiting, limits.queueTimeoutMs, (request) => {
      this.#watcher.unwatch(request)
      events.queueTimedOut(request)
      this.#updateBar()
    })
    this.#inside = new Inside(limits, {
      slotTimedOut: (request) => {
        this.#passOnAfter(request, () => {
          events.slotTimedOut(request)
        })
      },
      gaveWay: (request) => {
        request.markGivenWay()
        this.#passOnAfter(request, () => {
          events.gaveWay(request)
        })
      },
      streamed: (request) => {
        request.markStreamed()
        this.#inside.completed()
        this.#passOnAfter(request, () => {
          events.streamed(request)
        })
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

  /** Loads what hands slots over, so that no request has to wait for that. */
  prepare(): void {
    if (!this.#settled) this.#slots.prepare()
  }

  /** For how long the process was frozen while somebody was inside. */
  get lostMs(): number {
    return this.#inside.lostMs
  }

  /** How long the one has been here that came first, of those that something may be stuck for. */
  longestStayMs(): number {
    const now = performance.now()
    const inside = this.requestsInside().filter(
      ({ isStreamed, isNested, hasGivenWay }) => !isStreamed && !isNested && !hasGivenWay,
    )
    const arrivals = inside.map(({ visit, since }) => visit?.arrivedAt ?? since)
    const held = (this.#waiting.first?.since ?? now) + this.#inside.lostMs
    return now - Math.min(held, ...arrivals)
  }

  requestsInside(): GateRequest[] {
    return [...this.#inside.beside, ...this.#inside.withSlot]
  }

  /** Whether one more may come: there is room in the line, or nobody in it and a slot to be had. */
  get hasRoom(): boolean {
    const { size } = this.#waiting
    return (
      size < this.#limits.maxQueueSize ||
      (size === 0 && !this.#barred && !this.#bar.bars && this.#slots.mayBeFree)
    )
  }

  /** Holds a request until its turn, which can be at once. */
  hold(request: GateRequest): void {
    this.#waiting.append(request)
    this.#watcher.watchHeld(request)
    this.#admit()
    this.#notePeak()
    this.#queueTimer.arm()
  }

  /** Holds a health check: ahead of all others, and not for long. */
  holdProbe(probe: GateRequest): void {
    probe.markProbe()
    this.#watcher.watchHeld(probe)
    this.#probes.join(probe)
    this.#admit()
    this.#notePeak()
  }

  /** Holds what one inside asks for, until those that it asked for before have been in. */
  holdNested(request: GateRequest, asker: Visit): void {
    request.markNested()
    request.visit = Visit.nested(labelRequest(request.req), request.since, asker)
    this.#watcher.watchHeld(request)
    this.#nested.join(request, asker)
    this.#notePeak()
  }

  /** One inside has sent a request, maybe to this server. */
  asks(visit: Visit, asked: Asked): void {
    if (visit.hasSlot) this.#inside.givingWay.asks(visit, asked)
  }

  /** All that must be there before the first request goes in is there. */
  unbar(): void {
    this.#barred = false
    this.#admit()
  }

  /** The bar has been lifted. */
  goOn(): void {
    this.#admit()
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
    this.#settled = true
    this.#queueTimer.stop()
    this.#probes.stop()
    this.#inside.stop()
    this.#slots.stop()
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
    this.#dropAbsent()
    return this.takeHeld()
  }

  #notePeak(): void {
    this.#peakQueued = Math.max(this.#peakQueued, this.queued)
  }

  /** Even if a listener throws that hears of it, the slot passes on. */
  #passOnAfter(request: GateRequest, tell: () => void): void {
    try {
      tell()
    } finally {
      this.#releaseSlot(request)
    }
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
    for (const orphan of this.#nested.askerLeft(visit)) this.#joinLine(orphan)
  }

  /** Whoever asked for it has left: it is a request like any other. */
  #joinLine(request: GateRequest): void {
    request.list?.remove(request)
    request.becomeOrdinary()
    this.#waiting.append(request)
    this.#queueTimer.arm()
    this.#admit()
  }

  #releaseSlot(request: GateRequest): void {
    const { visit } = request
    this.#probes.leaves(request)
    if (visit?.hasSlot === true) {
      // Before the next is let in: nobody is to come in beside an import that is nobody's.
      this.#events.slotPassedOn(visit)
      visit.releaseSlot()
    }
    this.#admit()
  }

  #admit(): void {
    // A request that ends at once leads back to here: the loop that let it in goes on for it.
    if (this.#admitting) return
    this.#admitting = true
    try {
      while (this.#mayAdmit && !this.#bar.bars) {
        const release = this.#slots.tryTake()
        if (release === undefined) this.#awaitSlot()
        else this.#useSlot(release)
      }
    } finally {
      this.#admitting = false
    }
    this.#updateBar()
  }

  /** Tells the bar whether somebody would come in now but for it. */
  #updateBar(): void {
    this.#bar.keepsOut(this.#bar.bars && this.#mayAdmit && this.#slots.mayBeFree)
  }

  get #mayAdmit(): boolean {
    const hasNext = this.#waiting.size > 0 || this.#probes.next !== undefined
    return hasNext && !this.#awaitingSlot && !this.#barred && !this.#settled
  }

  #awaitSlot(): void {
    this.#awaitingSlot = true
    this.#slots.take().then(
      (release) => {
        this.#useSlot(release)
        this.#awaitingSlot = false
        this.#admit()
      },
      () => {
        this.#awaitingSlot = false
        if (this.#slots.mayBeFree) this.#admit()
      },
    )
  }

  #useSlot(release: Release): void {
    this.#dropAbsent()
    // While the slot was on its way an import may have begun.
    const request = this.#settled || this.#bar.bars ? undefined : this.#takeNext()
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
    if (request.isProbe) this.#events.probePasses(request)
    else this.#events.admitted(request, heldSince)
  }

  #takeNext(): GateRequest | undefined {
    const probe = this.#probes.next
    if (probe === undefined) return this.#waiting.takeFirst()
    this.#probes.enters(probe)
    return probe
  }

  #enterBeside(request: GateRequest): void {
    if (this.#settled) return
    const heldSince = request.since
    request.since = performance.now()
    this.#inside.beside.append(request)
    this.#watcher.watchAdmitted(request)
    this.#events.admitted(request, heldSince)
  }

  /**
   * Drops those at the head of the line that nobody waits for or that something else has answered;
   * no more of them once a listener that hears of one has settled the queue.
   */
  #dropAbsent(): void {
    const wasSettled = this.#settled
    while (this.#settled === wasSettled) {
      const request = this.#waiting.first
      if (request === undefined || isPresent(request)) return
      const { res } = request
      this.#waiting.remove(request)
      this.#watcher.unwatch(request)
      if (res.headersSent && !isEnded(res)) endBegun(res)
      this.#events.aborted(request)
    }
  }
}

/** Whether there is still somebody to answer, and nothing has begun to while it was held. */
function isPresent({ req, res, cameBegun }: GateRequest): boolean {
  return !isGone(req, res) && !isEnded(res) && (cameBegun || !res.headersSent)
}
