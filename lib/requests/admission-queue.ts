import { endBegun, isEnded, isGone } from './connection'
import { ExpiryTimer } from './expiry-timer'
import type { GateRequest } from './gate-request'
import { LinkedList } from './linked-list'
import { RequestWatcher } from './request-watcher'
import type { Slots } from './own-slots'
import type { Release } from '../types'

export interface AdmissionLimits {
  readonly maxQueueSize: number
  readonly queueTimeoutMs: number
  readonly slotTimeoutMs: number
}

/** What happens to requests, for the queue's owner to act on. */
export interface AdmissionEvents {
  /** It has a slot and is to be let into the app. */
  admitted(request: GateRequest, heldSince: number): void
  /** The app ended its response, and Node finished it. */
  completed(request: GateRequest): void
  /** Its client went away, or something else had answered it before its turn. */
  aborted(request: GateRequest): void
  /** It was held for too long, and is held no more. */
  queueTimedOut(request: GateRequest): void
  /** It was inside the app for too long, and loses its slot. */
  slotTimedOut(request: GateRequest): void
}

/**
 * Who waits and who goes next: first come, first served, as many inside the app as there are slots.
 * Only the head of the line waits for a slot, so that joining, leaving and moving up take constant
 * time, however long the line.
 */
export class AdmissionQueue {
  readonly #waiting = new LinkedList<GateRequest>()
  /** Inside the app with a slot, in the order in which they got it. */
  readonly #inside = new LinkedList<GateRequest>()
  /** Inside the app without a slot: it timed out. */
  readonly #overdue = new LinkedList<GateRequest>()
  readonly #slots: Slots
  readonly #limits: AdmissionLimits
  readonly #events: AdmissionEvents
  readonly #watcher: RequestWatcher
  readonly #queueTimer: ExpiryTimer<GateRequest>
  readonly #slotTimer: ExpiryTimer<GateRequest>
  #peakQueued = 0
  #barred = true
  #admitting = false
  #awaitingSlot = false
  #settled = false

  /** Admits nobody before {@link unbar} is called. */
  constructor(slots: Slots, limits: AdmissionLimits, events: AdmissionEvents) {
    this.#slots = slots
    this.#limits = limits
    this.#events = events
    this.#watcher = new RequestWatcher((request, end) => {
      request.list?.remove(request)
      if (end === 'completed') events.completed(request)
      else events.aborted(request)
      if (request.isAdmitted) this.#releaseSlot(request)
    })
    this.#queueTimer = new ExpiryTimer(this.#waiting, limits.queueTimeoutMs, (request) => {
      this.#watcher.unwatch(request)
      events.queueTimedOut(request)
    })
    this.#slotTimer = new ExpiryTimer(this.#inside, limits.slotTimeoutMs, (request) => {
      this.#overdue.append(request)
      try {
        events.slotTimedOut(request)
      } finally {
        this.#releaseSlot(request)
      }
    })
  }

  get queued(): number {
    return this.#waiting.size
  }

  get peakQueued(): number {
    return this.#peakQueued
  }

  get inFlight(): number {
    return this.#inside.size + this.#overdue.size
  }

  /** Loads what hands slots over, so that no request has to wait for that. */
  prepare(): void {
    if (!this.#settled) this.#slots.prepare()
  }

  requestsInside(): GateRequest[] {
    return [...this.#overdue, ...this.#inside]
  }

  /** Whether one more may come: there is room in the line, or nobody in it and a slot to be had. */
  get hasRoom(): boolean {
    const { size } = this.#waiting
    return (
      size < this.#limits.maxQueueSize || (size === 0 && !this.#barred && this.#slots.mayBeFree)
    )
  }

  /** Holds a request until its turn, which can be at once. */
  hold(request: GateRequest): void {
    this.#waiting.append(request)
    this.#watcher.watchHeld(request)
    this.#admit()
    this.#peakQueued = Math.max(this.#peakQueued, this.#waiting.size)
    this.#queueTimer.arm()
  }

  unbar(): void {
    this.#barred = false
    this.#admit()
  }

  /** Takes the slot of a request inside the app, which may still end in its own time. */
  passSlotOn(request: GateRequest): void {
    if (request.list !== this.#inside) return
    this.#inside.remove(request)
    this.#overdue.append(request)
    this.#releaseSlot(request)
  }

  /**
   * Admits nobody any more, and lets go of all slots, timers, and listeners on requests inside the
   * app. Those that are held stay so until they are taken.
   */
  settle(): void {
    this.#settled = true
    this.#queueTimer.stop()
    this.#slotTimer.stop()
    this.#slots.stop()
    for (const list of [this.#inside, this.#overdue]) {
      for (let request = list.takeFirst(); request !== undefined; request = list.takeFirst()) {
        this.#watcher.unwatch(request)
        this.#releaseSlot(request)
      }
    }
  }

  /** Takes the next held request out of the line. */
  takeHeld(): GateRequest | undefined {
    const request = this.#waiting.takeFirst()
    if (request !== undefined) this.#watcher.unwatch(request)
    return request
  }

  /** The same, past those that are not to be let into the app. */
  takePresent(): GateRequest | undefined {
    this.#dropAbsent()
    return this.takeHeld()
  }

  #releaseSlot(request: GateRequest): void {
    request.releaseSlot()
    this.#admit()
  }

  #admit(): void {
    // A request that ends at once leads back to here: the loop that let it in goes on for it.
    if (this.#admitting) return
    this.#admitting = true
    try {
      while (this.#canAdmit()) {
        const release = this.#slots.tryTake()
        if (release === undefined) this.#awaitSlot()
        else this.#useSlot(release)
      }
    } finally {
      this.#admitting = false
    }
  }

  #canAdmit(): boolean {
    return this.#waiting.size > 0 && !this.#awaitingSlot && !this.#barred && !this.#settled
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
    const request = this.#settled ? undefined : this.#waiting.takeFirst()
    if (request === undefined) {
      release()
      return
    }
    const heldSince = request.since
    request.since = performance.now()
    request.release = release
    this.#inside.append(request)
    this.#watcher.watchAdmitted(request)
    this.#slotTimer.arm()
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
