import type { GateRequest } from './gate-request'
import { hostsOf } from './hosts-of'
import { NestedLines } from './nested-lines'
import { endIfBegun, isPresent } from './presence'
import { labelRequest } from '../request-label'
import type { RequestWatcher } from './request-watcher'
import { SerialLine } from './serial-line'
import { Visit } from '../visits/visit'
import { WaitingLine } from './waiting-line'

export interface HeldLimits {
  readonly queueTimeoutMs: number
  readonly slotTimeoutMs: number
}

export interface HeldEvents {
  /** It has waited for too long, and waits no more. */
  timedOut(request: GateRequest): void
  /** It was to go in, and there is nobody to answer, or something else has. */
  absent(request: GateRequest): void
  /** A health check has waited for as long as it does. */
  probePasses(probe: GateRequest): void
  /** What one inside asks for is to go in beside it. */
  nestedEnters(request: GateRequest): void
}

/** How long a health check waits at most, in milliseconds: no checker gives up on an answer that takes so long. */
const longestProbeMs = 500

/** Those who wait: the line, the health checks and warm-ups ahead of it, and what those inside ask for. */
export class Held {
  readonly #line: WaitingLine
  readonly #probes: SerialLine
  readonly #warmUps: SerialLine
  readonly #nested: NestedLines
  readonly #watcher: RequestWatcher
  readonly #events: HeldEvents
  #peak = 0
  #isWarmingUp = false

  constructor(watcher: RequestWatcher, limits: HeldLimits, events: HeldEvents) {
    this.#watcher = watcher
    this.#events = events
    const dropsAbsent = (request: GateRequest): boolean => this.#dropsAbsent(request)
    this.#line = new WaitingLine(limits.queueTimeoutMs, {
      expired: (request) => {
        watcher.unwatch(request)
        events.timedOut(request)
      },
      dropsAbsent,
    })
    this.#probes = new SerialLine({
      limitMs: longestProbeMs,
      expired: (probe) => {
        if (this.#dropsAbsent(probe)) return
        watcher.unwatch(probe)
        events.probePasses(probe)
      },
    })
    this.#warmUps = new SerialLine()
    this.#nested = new NestedLines(limits.slotTimeoutMs, {
      enters: events.nestedEnters.bind(events),
      dropsAbsent,
    })
  }

  get size(): number {
    return this.#line.size + this.#probes.size + this.#warmUps.size + this.#nested.size
  }

  /** The most that have waited at once. */
  get peak(): number {
    return this.#peak
  }

  /** How many wait in the line itself. */
  get lineLength(): number {
    return this.#line.size
  }

  /** The one in the line that came first. */
  get first(): GateRequest | undefined {
    return this.#line.first
  }

  get hasNext(): boolean {
    if (this.#probes.next !== undefined || this.#warmUps.next !== undefined) return true
    return this.#line.size > 0 && !this.#isLineShut
  }

  /** Those of a warm-up that are inside and may wait for a request that waits in the line. */
  readonly warmUpsGivenWay = new Set<GateRequest>()

  get #isLineShut(): boolean {
    return this.#isWarmingUp && this.warmUpsGivenWay.size === 0
  }

  /** Whether the line waits for the end of a warm-up. */
  set isWarmingUp(isWarmingUp: boolean) {
    this.#isWarmingUp = isWarmingUp
  }

  get isWarmingUp(): boolean {
    return this.#isWarmingUp
  }

  join(request: GateRequest): void {
    this.#watcher.watchHeld(request)
    this.#line.join(request)
  }

  joinProbe(probe: GateRequest): void {
    probe.markProbe()
    this.#watcher.watchHeld(probe)
    this.#probes.join(probe)
  }

  joinWarmUp(request: GateRequest): void {
    this.#watcher.watchHeld(request)
    this.#warmUps.join(request)
  }

  joinNested(request: GateRequest, asker: Visit): void {
    const visit = Visit.nested(labelRequest(request.req), request.since, asker)
    visit.hosts = hostsOf(request.req)
    request.markNested(visit)
    this.#watcher.watchHeld(request)
    this.#nested.join(request, asker)
  }

  /** To be called when those who could go in at once have gone in. */
  noteWhoWaits(): void {
    this.#line.armTimer()
    this.#peak = Math.max(this.#peak, this.size)
  }

  /**
   * Takes the next who is to have a slot.
   *
   * @param isOpen - a listener that hears of one who is dropped may settle the gate
   */
  takeNext(isOpen: () => boolean): GateRequest | undefined {
    for (const ahead of [this.#probes, this.#warmUps]) {
      for (let first = ahead.next; first !== undefined; first = ahead.next) {
        if (!this.#dropsAbsent(first)) {
          ahead.enters(first)
          return first
        }
        if (!isOpen()) return undefined
      }
    }
    if (this.#isLineShut) return undefined
    this.#line.dropAbsent()
    return isOpen() ? this.#line.takeFirst() : undefined
  }

  /** Takes one of all when the gate has settled, in order. */
  takeAny(): GateRequest | undefined {
    const request = this.#probes.takeFirst() ?? this.#warmUps.takeFirst() ?? this.#line.takeFirst()
    if (request !== undefined) this.#watcher.unwatch(request)
    return request
  }

  /** The same, past those that are not to be let into the app. */
  takePresent(): GateRequest | undefined {
    this.#line.dropAbsent()
    for (const ahead of [this.#probes, this.#warmUps]) {
      while (ahead.next !== undefined && this.#dropsAbsent(ahead.next));
    }
    return this.takeAny()
  }

  /** One that had a slot, or was let in beside its asker, has it no more, or is inside no more. */
  slotPassedOn(request: GateRequest): void {
    this.#probes.leaves(request)
    this.#warmUps.leaves(request)
  }

  nestedLeft(request: GateRequest, asker: Visit): void {
    this.#nested.left(request, asker)
  }

  /** Somebody may be in the line now who waited for its own turn before. */
  askerLeft(asker: Visit): void {
    this.#becomeOrdinary(this.#nested.askerLeft(asker))
  }

  /** The gate has settled: leaves no timer. Those that wait stay until they are taken. */
  stop(): void {
    this.#line.stop()
    this.#probes.stop()
    this.#warmUps.stop()
    this.#becomeOrdinary(this.#nested.disband())
  }

  /** Whoever asked for them has left: they are requests like any other, at the end of the line. */
  #becomeOrdinary(orphans: readonly GateRequest[]): void {
    for (const orphan of orphans) {
      orphan.list?.remove(orphan)
      orphan.becomeOrdinary()
      this.#line.join(orphan)
    }
  }

  /** Drops one that was to go in, if nobody waits for it or something else has answered it. */
  #dropsAbsent(request: GateRequest): boolean {
    if (isPresent(request)) return false
    request.list?.remove(request)
    this.#watcher.unwatch(request)
    endIfBegun(request)
    this.#events.absent(request)
    return true
  }
}
