import { endBegun, isAnswered, isGone } from './connection'
import { ExpiryTimer } from './expiry-timer'
import type { HeldRequest } from './held-request'
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
  admitted(request: HeldRequest, waitedMs: number): void
  /** The app ended its response, and Node finished it. */
  completed(request: HeldRequest): void
  /** Its client went away, or something else had answered it before its turn. */
  aborted(request: HeldRequest, wasAdmitted: boolean): void
  /** It was held for too long, and is held no more. */
  queueTimedOut(request: HeldRequest): void
  /** It was inside the app for too long, and loses its slot. */
  slotTimedOut(request: HeldRequest): void
}

/**
 * Who waits and who goes next: first come, first served, as many inside the app as there are slots.
 * Only the head of the line waits for a slot, so that joining, leaving and moving up take constant
 * time, however long the line.
 */
export class AdmissionQueue {
  readonly #waiting = new LinkedList<HeldRequest>()
  /** Inside the app with a slot, in the order in which they got it. */
  readonly #inside = new LinkedList<HeldRequest>()
  /** Inside the app without a slot: it timed out. */
  readonly #overdue = new LinkedList<HeldRequest>()
  readonly #slots: Slots
  readonly #limits: AdmissionLimits
  readonly #events: AdmissionEvents
  readonly #watcher: RequestWatcher
  readonly #queueTimer: ExpiryTimer<HeldRequest>
  readonly #slotTimer: ExpiryTimer<HeldRequest>
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
      const wasAdmitted = request.list !== this.#waiting
      request.list?.remove(request)
      if (end === 'completed') events.completed(request)
      else events.aborted(request, wasAdmitted)
      if (wasAdmitted) this.#releaseSlot(request)
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

  requestsInside(): HeldRequest[] {
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
  hold(request: HeldRequest): void {
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
  passSlotOn(request: HeldRequest): void {
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
  takeHeld(): HeldRequest | undefined {
    const request = this.#waiting.takeFirst()
    if (request !== undefined) this.#watcher.unwatch(request)
    return request
  }

  /** The same, past those that are not to be let into the app. */
  takePresent(): HeldRequest | undefined {
    this.#dropAbsent()
    return this.takeHeld()
  }

  #releaseSlot(request: HeldRequest): void {
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
    const waitedMs = request.ageMs
    request.since = performance.now()
    request.release = release
    this.#inside.append(request)
    this.#watcher.watchAdmitted(request)
    this.#slotTimer.arm()
    this.#events.admitted(request, waitedMs)
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
      if (isAnswered(res) && !res.writableEnded) endBegun(res)
      this.#events.aborted(request, false)
    }
  }
}

/** Whether there is still somebody to answer, and nothing has begun to. */
function isPresent({ req, res }: HeldRequest): boolean {
  return !isGone(req, res) && !isAnswered(res)
}
