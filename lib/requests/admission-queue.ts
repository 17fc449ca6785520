import { Admission } from './admission'
import type { AdmissionEvents } from './admission-events'
import { Departures, type Parts } from './departures'
import type { GateRequest } from './gate-request'
import { Held, type HeldLimits } from './held'
import { Inside, type InsideLimits } from './inside'
import type { Asked } from './own/ask'
import type { Slots } from './own-slots'
import { RequestWatcher } from './request-watcher'
import { Turns, type Bar, type Line } from './turns'
import type { Release } from '../types'
import type { Visit } from '../visits/visit'

export interface AdmissionLimits extends InsideLimits, HeldLimits {
  readonly maxQueueSize: number
}

/** Who waits, who goes next, who is inside, and what follows when one of them ends. */
export class AdmissionQueue implements Parts {
  readonly held: Held
  readonly inside: Inside
  readonly turns: Turns
  readonly #maxQueueSize: number
  readonly #events: AdmissionEvents
  /** Called when nobody is held any more, or so many are let in at once that it is all the same. */
  #slowStarted: (() => void) | undefined
  readonly #admission: Admission
  readonly #departures: Departures
  readonly #watcher: RequestWatcher

  /**
   * Admits nobody before {@link begin} is called.
   *
   * @param key - where requests and responses may have a mark
   */
  constructor(
    slots: Slots,
    bar: Bar,
    limits: AdmissionLimits,
    key: symbol,
    events: AdmissionEvents,
  ) {
    this.#watcher = new RequestWatcher(key, (request, end) => {
      this.#departures.ended(request, end)
    })
    this.#maxQueueSize = limits.maxQueueSize
    this.#events = events
    this.#departures = new Departures(this, events)
    this.held = this.#createHeld(limits)
    this.inside = this.#createInside(limits)
    this.#admission = new Admission(this.inside, this.#watcher, events.admitted.bind(events))
    this.turns = new Turns(slots, bar, this.#createLine())
  }

  /**
   * How long the first has been here of those that may be what a boot is stuck on.
   *
   * @param lostMs - for how long the process was frozen: that time does not count
   */
  longestStayMs(lostMs: number): number {
    const now = performance.now()
    return now - lostMs - Math.min(this.held.first?.since ?? now, this.inside.firstArrival)
  }

  /** Whether one more may come: there is room in the line, or nobody in it and a slot to be had. */
  get hasRoom(): boolean {
    const { lineLength, isWarmingUp } = this.held
    if (lineLength < this.#maxQueueSize) return true
    return lineLength === 0 && !isWarmingUp && this.turns.mayBeAtOnce
  }

  /** Holds a request until its turn, which can be at once. */
  hold(request: GateRequest): void {
    this.held.join(request)
    this.goOn()
  }

  /** Holds a health check: ahead of all others, and not for long. */
  holdProbe(probe: GateRequest): void {
    this.held.joinProbe(probe)
    this.goOn()
  }

  /** Holds what a warm-up has sent: ahead of the line, for as long as it takes. */
  holdWarmUp(request: GateRequest): void {
    this.held.joinWarmUp(request)
    this.goOn()
  }

  /**
   * A warm-up begins: the line waits for its end.
   *
   * @param asker - the one inside that has begun it, and will hardly end before it: gives its slot on
   */
  warmUpBegins(asker: Visit | undefined): void {
    this.held.isWarmingUp = true
    const owner = asker?.owner
    const request = [...this.inside.withSlot].find(({ visit }) => visit === owner)
    if (request === undefined) return
    this.inside.passSlotOn(request)
    this.#departures.gaveWay(request)
  }

  /** No warm-up runs any more. */
  warmUpsAreOver(): void {
    this.held.isWarmingUp = false
    this.goOn()
  }

  /** Holds what one inside asks for, until those that it asked for before have been in. */
  holdNested(request: GateRequest, asker: Visit): void {
    this.held.joinNested(request, asker)
    this.held.noteWhoWaits()
  }

  /** One inside has sent a request, maybe to this server. */
  asks(visit: Visit, asked: Asked): void {
    // What one inside asks for may ask in its turn: it is the slot of the first that is in the way.
    if (visit.owner !== undefined) this.inside.givingWay.asks(visit.owner, visit, asked)
  }

  /** All that must be there before the first request goes in is there. */
  begin(): void {
    this.turns.begin()
  }

  /**
   * Lets in more and more of those who are held, at once each time.
   *
   * @param slowStarted - called when nothing is left to be gained by it
   */
  startSlowly(slowStarted: () => void): void {
    this.#slowStarted = slowStarted
    this.turns.beginRounds({ arePaused: () => this.held.isWarmingUp, passed: slowStarted })
  }

  /** Somebody has come, or may come in who could not before. */
  goOn(): void {
    this.turns.goOn()
    this.held.noteWhoWaits()
  }

  /** Takes the slot of a request inside the app, which may still end in its own time. */
  passSlotOn(request: GateRequest): void {
    if (request.list !== this.inside.withSlot) return
    this.inside.passSlotOn(request)
    this.#departures.releaseSlot(request)
  }

  /**
   * Admits nobody any more, and lets go of all slots, timers, and listeners on requests inside the
   * app. Those that are held stay so until they are taken.
   */
  settle(): void {
    this.inside.stop()
    this.turns.stop()
    this.#slowStarted = undefined
    // Before those inside leave: one that does makes no room for another any more.
    this.held.stop()
    for (const list of [this.inside.withSlot, this.inside.beside]) {
      for (let request = list.takeFirst(); request !== undefined; request = list.takeFirst()) {
        this.#watcher.unwatch(request)
        this.#departures.left(request)
      }
    }
  }

  /** Takes the next held request out of the line, when the gate has settled. */
  takeHeld(): GateRequest | undefined {
    return this.held.takeAny()
  }

  /** The same, past those that are not to be let into the app. */
  takePresent(): GateRequest | undefined {
    return this.held.takePresent()
  }

  #createLine(): Line {
    const { held } = this
    return {
      get hasNext() {
        return held.hasNext
      },
      useSlot: (release) => {
        this.#useSlot(release)
      },
      changed: () => {
        if (held.size === 0 && !held.isWarmingUp) this.#slowStarted?.()
      },
    }
  }

  #createHeld(limits: HeldLimits): Held {
    return new Held(this.#watcher, limits, {
      timedOut: (request) => {
        this.#events.queueTimedOut(request)
        this.turns.updateBar()
      },
      absent: (request) => {
        this.#events.aborted(request)
        this.turns.updateBar()
      },
      probePasses: (probe) => {
        this.#events.admitted(probe, probe.since)
        this.turns.updateBar()
      },
      nestedEnters: (request) => {
        this.#admission.beside(request)
      },
    })
  }

  #createInside(limits: InsideLimits): Inside {
    const departures = this.#departures
    return new Inside(limits, {
      loopBlocked: this.#events.loopBlocked.bind(this.#events),
      slotTimedOut: departures.slotTimedOut.bind(departures),
      gaveWay: departures.gaveWay.bind(departures),
      streamed: departures.streamed.bind(departures),
    })
  }

  #useSlot(release: Release): void {
    // While the slot was on its way an import may have begun that bars, or the gate have settled.
    const isOpen = (): boolean => this.turns.isOpen
    const request = isOpen() ? this.held.takeNext(isOpen) : undefined
    if (request === undefined) {
      release()
      return
    }
    this.#admission.withSlot(request, release)
  }
}
