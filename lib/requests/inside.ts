import { asksForEventStream } from '../event-stream-request'
import type { GateRequest } from './gate-request'
import { GivingWay } from './giving-way'
import { LinkedList } from './linked-list'
import { SlotLimit } from './slot-limit'
import { after, type Pending } from '../timers'
import type { Visit } from '../visits/visit'

export interface InsideLimits {
  readonly slotTimeoutMs: number
  readonly streamTimeoutMs: number
}

export interface InsideEvents {
  /** Something has kept the event loop busy; on the clock of `performance.now()`. */
  loopBlocked(start: number, end: number): void
  /** It has kept its slot for too long, and has lost it. */
  slotTimedOut(request: GateRequest): void
  /** Its response has begun and goes on: it has given its slot on. */
  streamed(request: GateRequest): void
  /** It may wait for a request that waits in the line: it has given its slot on. */
  gaveWay(request: GateRequest): void
}

/** A timer that is this late means that the event loop was blocked, in milliseconds. */
const blockedMs = 25
/** A timer that is this late means that the process was frozen, in milliseconds. */
const frozenMs = 1000

/** How often those inside are looked at, in milliseconds. An event stream is to be known within 50. */
const intervalMs = 40

/**
 * Those inside the app. No event tells what they do, short of patching: one timer looks at them while any
 * of them has a slot.
 */
export class Inside {
  /** In the order in which they were let in. */
  readonly withSlot = new LinkedList<GateRequest>()
  /** Those whose slot has passed on. */
  readonly beside = new LinkedList<GateRequest>()
  readonly #streamTimeoutMs: number
  readonly #slotLimit: SlotLimit
  readonly #events: InsideEvents
  readonly givingWay = new GivingWay()
  #timer: Pending | undefined
  #lostMs = 0

  constructor(limits: InsideLimits, events: InsideEvents) {
    this.#streamTimeoutMs = limits.streamTimeoutMs
    this.#slotLimit = new SlotLimit(limits.slotTimeoutMs)
    this.#events = events
  }

  get size(): number {
    return this.withSlot.size + this.beside.size
  }

  get all(): GateRequest[] {
    return [...this.beside, ...this.withSlot]
  }

  /** When the first came of those that may be what a boot is stuck on; Infinity when there are none. */
  get firstArrival(): number {
    const inside = this.all.filter(({ mayBeStuck }) => mayBeStuck)
    // Some of the time that was lost has been forgiven to those inside already.
    const arrivals = inside.map(({ visit, since }) => (visit?.arrivedAt ?? since) - this.#lostMs)
    return Math.min(Infinity, ...arrivals)
  }

  /** For how long the process was frozen while somebody was inside. */
  get lostMs(): number {
    return this.#lostMs
  }

  /** How long one that is to be let in may keep its slot. What a warm-up sends gets the whole time. */
  slotLimitFor({ isWarmUp }: GateRequest): number {
    return isWarmUp ? this.#slotLimit.wholeMs : this.#slotLimit.nextMs
  }

  enter(request: GateRequest): void {
    this.withSlot.append(request)
    this.#lookLater()
  }

  passSlotOn(request: GateRequest): void {
    this.withSlot.remove(request)
    this.beside.append(request)
  }

  /** One has completed: those inside get the whole time again, too. */
  completed(): void {
    this.#slotLimit.completed()
    for (const request of this.withSlot) visitOf(request).slotLimitMs = this.#slotLimit.wholeMs
  }

  /** Leaves no timer. To be called before all leave: nobody comes in any more. */
  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
  }

  #lookLater(): void {
    // Somebody can come in during a look, and has it set then.
    if (this.#timer !== undefined || this.withSlot.size === 0) return
    const now = performance.now()
    // What is due can come to be so earlier: who comes in later may have less time, or ask its own server.
    let wait = intervalMs
    for (const request of this.withSlot) {
      const streamsAt = (visitOf(request).begunAt ?? Infinity) + this.#streamTimeoutMs
      const due = streamsAt > now ? Math.min(streamsAt, this.#dueAt(request)) : this.#dueAt(request)
      wait = Math.min(wait, due - now)
    }
    const delay = Math.max(1, Math.ceil(wait))
    this.#timer = after(delay, () => {
      this.#timer = undefined
      this.#look(now + delay, delay)
      this.#lookLater()
    })
  }

  /**
   * @param due - when it was to be done
   * @param delay - how long before that it was set
   */
  #look(due: number, delay: number): void {
    const now = performance.now()
    if (now - due > blockedMs) {
      this.givingWay.blocked(now)
      // It began somewhere within the delay: in its middle, on average.
      this.#events.loopBlocked(due - delay / 2, now)
    }
    if (now - due > frozenMs) this.#forgive(now - due)
    for (const request of [...this.withSlot]) {
      // A listener that hears of one may end another, or settle the gate.
      if (request.list !== this.withSlot) continue
      if (this.#streams(request, now)) {
        this.passSlotOn(request)
        this.#events.streamed(request)
      } else if (now >= this.givingWay.dueAt(visitOf(request))) {
        this.passSlotOn(request)
        this.#events.gaveWay(request)
      } else if (now >= this.#dueAt(request)) {
        if (!request.isWarmUp) this.#slotLimit.timedOut(visitOf(request).slotLimitMs)
        this.passSlotOn(request)
        this.#events.slotTimedOut(request)
      }
    }
  }

  /** What could not run has kept nobody waiting: that time does not count. */
  #forgive(lostMs: number): void {
    this.#lostMs += lostMs
    for (const request of this.withSlot) {
      request.since += lostMs
      visitOf(request).arrivedAt += lostMs
    }
  }

  /** When its slot passes on. */
  #dueAt(request: GateRequest): number {
    const { importsInFlight, slotLimitMs } = visitOf(request)
    // What loads is not stuck: it gets the whole time.
    const limitMs = importsInFlight === 0 ? slotLimitMs : this.#slotLimit.wholeMs
    return limitMs === 0 ? Infinity : request.since + limitMs
  }

  /** Whether its response has begun, is not finished, and shall keep the slot no longer. */
  #streams(request: GateRequest, now: number): boolean {
    const { req, res, cameBegun } = request
    if (this.#streamTimeoutMs === 0 || cameBegun || !res.headersSent) return false
    const visit = visitOf(request)
    visit.begunAt ??= now
    // A page may stream while it loads its parts.
    if (visit.importsInFlight > 0) return false
    return asksForEventStream(req) || now >= visit.begunAt + this.#streamTimeoutMs
  }
}

/** Whoever has a slot has a visit. */
const visitOf = (request: GateRequest): Visit => request.visit as Visit
