import type { IncomingMessage, ServerResponse } from 'node:http'
import { BootClock } from './boot-clock'
import { isIdle, situationOf, type BootParts } from './boot-facts'
import { BootWork } from './boot-work/boot-work'
import { Deferred } from './deferred'
import type { BootstrapGateError } from './errors'
import { GateState } from './gate-state'
import type { GateOptions } from './options/options'
import { fulfilled } from './prerequisites'
import { Readiness } from './readiness'
import type { AdmissionQueue } from './requests/admission-queue'
import type { Refusal } from './requests/rejecting'
import { RequestFlow } from './requests/request-flow'
import type { Surroundings } from './surroundings'
import { Channels } from './telling/channels'
import { Counters } from './telling/counters'
import { Events } from './telling/events'
import { Recorder } from './telling/recorder/recorder'
import { snapshot } from './telling/stats'
import { Telling } from './telling/telling'
import { Warnings } from './telling/warnings'
import type {
  BootstrapGateStats,
  GateStatus,
  NextFunction,
  OpenedInfo,
  OpenReason,
  Prerequisite,
} from './types'
import { UserCallbacks } from './user-callbacks'
import { Visits } from './visits/visits'

/** The life of a gate: what feeds its state, and what follows when that changes. */
export class Gate implements BootParts {
  readonly events: Events
  readonly bootWork: BootWork
  readonly readiness: Readiness
  readonly recorder: Recorder
  readonly options: GateOptions
  readonly surroundings: Surroundings
  readonly state: GateState
  readonly flow: RequestFlow
  readonly telling = new Telling()
  readonly visits = new Visits()
  readonly clock: BootClock
  readonly #counters = new Counters()
  readonly #opened = new Deferred<OpenedInfo>()
  #isStartingSlowly = false
  #bootMs: number | null = null

  constructor(options: GateOptions, surroundings: Surroundings) {
    const { face, making, errorClass } = surroundings
    this.options = options
    this.surroundings = surroundings
    this.opened.catch(() => undefined)
    this.events = new Events(this.telling, making.origin)
    this.state = new GateState(options.requiredCompletions)
    this.readiness = new Readiness(this.state)
    this.clock = new BootClock(options.bootTimeoutMs, () => {
      this.#bootTimedOut()
    })
    const callbacks = new UserCallbacks(options, this.telling)
    this.bootWork = new BootWork(this.state, this.visits, options, callbacks, this.telling, {
      changed: () => {
        this.#openIfReady()
      },
      barsChanged: () => {
        this.queue.goOn()
      },
    })
    const { telling, bootWork, visits } = this
    const parts = { options, callbacks, telling, bootWork, visits, errorClass }
    this.flow = new RequestFlow(parts, {
      arrived: () => {
        if (this.state.status !== 'closed') return
        this.startBoot()
        this.#openIfReady()
      },
      completed: (isWarmUp) => {
        if (this.state.requestCompleted(isWarmUp)) this.bootWork.completionsReached()
        this.#openIfReady()
      },
    })
    // Who hears of it, in this order: a listener that looks at the stats finds itself counted.
    this.telling.add(this.readiness)
    this.telling.add(this.#counters)
    this.telling.add(new Warnings(() => situationOf(this)))
    this.recorder = new Recorder(
      this.telling,
      options.requiredCompletions,
      options.waitFor.length > 0,
    )
    this.telling.add(this.events)
    if (face !== undefined) this.telling.add(new Channels(face, making.origin))
  }

  /** The boot may begin. */
  begin(): void {
    this.#awaitPrerequisites(this.options.waitFor)
  }

  /** Whoever made the gate got to begin imports and work before it can open by itself. */
  firstTurnIsOver(): void {
    this.readiness.firstTurnIsOver()
    this.#openIfReady()
  }

  get opened(): Promise<OpenedInfo> {
    return this.#opened.promise
  }

  get queue(): AdmissionQueue {
    return this.flow.queue
  }

  get status(): GateStatus {
    return this.state.status
  }

  /** What the middleware does while the gate is not open. */
  meet(req: IncomingMessage, res: ServerResponse, next: NextFunction): void {
    this.flow.meet(req, res, next)
  }

  open(reason: OpenReason): void {
    if (!this.state.moveTo('open')) return
    const bootMs = this.clock.elapsedMs
    this.#bootMs = bootMs
    this.#letGo()
    this.surroundings.onOpen()
    const info = Object.freeze({ reason, bootMs })
    this.#opened.resolve(info)
    this.telling.tell('opened', info)
    this.surroundings.making.origin.forget()
    this.flow.release()
  }

  shutdown(): void {
    this.readiness.shutDown()
    if (!this.state.moveTo('stopped')) return
    this.#refuse({ reason: 'stopped' })
    this.telling.tell('stopped')
    this.surroundings.making.origin.forget()
  }

  /** Nobody is there any more: stops all that it does, and tells nobody. */
  abandon(): void {
    if (this.state.status !== 'closed') return
    this.#letGo()
    this.flow.abandon()
  }

  stats(): BootstrapGateStats {
    const { held, inside } = this.queue
    return snapshot({
      state: this.state,
      queue: { queued: held.size, peakQueued: held.peak, inFlight: inside.size },
      imports: { automatic: this.bootWork.importsAutomatic, pending: this.bootWork.pending() },
      counters: this.#counters,
      bootMs: this.#bootMs,
    })
  }

  #openIfReady(): void {
    if (!this.state.isReady || this.#isStartingSlowly) return
    const { queue } = this
    const open = (): void => {
      this.open(this.state.isWarmedUp ? 'warmed-up' : 'completed')
    }
    this.#isStartingSlowly = this.options.slowStart && queue.held.size > 0
    if (this.#isStartingSlowly) queue.startSlowly(open)
    else open()
  }

  #fail(refusal: Refusal): void {
    if (!this.state.moveTo('failed')) return
    this.telling.tell('failed', this.#refuse(refusal))
    this.surroundings.making.origin.forget()
  }

  /** @returns the error that `opened` rejects with */
  #refuse(refusal: Refusal): BootstrapGateError {
    this.#letGo()
    const error = new this.surroundings.errorClass(refusal.reason, 0, refusal.cause)
    this.#opened.reject(error)
    this.flow.refuse(refusal)
    return error
  }

  #awaitPrerequisites(waitFor: readonly Prerequisite[]): void {
    if (waitFor.length === 0) {
      this.state.prerequisitesFulfilled()
      this.queue.begin()
      return
    }
    this.telling.tell('prerequisitesAwaited')
    fulfilled(waitFor).then(
      () => {
        this.state.prerequisitesFulfilled()
        this.telling.tell('prerequisitesFulfilled')
        // First, for a gate that is ready has no turns: nothing that one request causes is waited for.
        this.reconsider()
        this.queue.begin()
      },
      (cause: unknown) => {
        this.#fail({ reason: 'boot-failed', cause })
      },
    )
  }

  /** The boot begins with whatever comes first. */
  startBoot(): void {
    if (this.state.status !== 'closed' || !this.clock.start()) return
    this.telling.tell('bootStarted')
    this.#onlyImportsMayBeMissing()
  }

  /** Something is over that has kept everybody waiting. */
  reconsider(): void {
    this.#onlyImportsMayBeMissing()
    this.#openIfReady()
  }

  /** Where no completions are required, they are there from the first request on. */
  #onlyImportsMayBeMissing(): void {
    if (this.clock.hasStarted && this.state.hasCompletions) this.bootWork.completionsReached()
  }

  #bootTimedOut(): void {
    if (isIdle(this)) {
      this.open('idle')
      return
    }
    this.telling.tell('bootTimedOut', this.clock.elapsedMs)
    if (this.options.onBootTimeout === 'open') this.open('boot-timeout')
    else this.#fail({ reason: 'boot-timeout' })
  }

  /** Leaves no timer and no subscription. */
  #letGo(): void {
    this.clock.stop()
    this.surroundings.making.stop()
    this.bootWork.stop()
    this.visits.stop()
  }
}
