import type { IncomingMessage, ServerResponse } from 'node:http'
import { AdmissionQueue } from './admission-queue'
import type { BootWork } from '../boot-work/boot-work'
import { Causes } from './causes'
import { isEnded, isGone } from './connection'
import { Counting } from './counting'
import { drain } from './drain'
import { Entrance } from './entrance'
import type { BootstrapGateError } from '../errors'
import { GateRequest } from './gate-request'
import type { GateOptions } from '../options/options'
import { isPreflight } from '../probes/is-preflight'
import { isProbe } from '../probes/is-probe'
import { isWebSocket } from '../probes/is-websocket'
import { Met } from './met'
import { passError } from './pass-error'
import { Progress } from './progress'
import { Rejecting, type Refusal } from './rejecting'
import { ServerTiming } from './server-timing'
import { createSlots } from './slots'
import type { Telling } from '../telling/telling'
import type { NextFunction } from '../types'
import type { UserCallbacks } from '../user-callbacks'
import type { Visits } from '../visits/visits'
import type { UpgradeAnswer } from './upgrade-answer'
import { markOnConnectionOf, putMark, type WarmUpMark } from './warm-up-mark'
import { isWatchable } from './watchable'

export interface RequestFlowEvents {
  /** A request has come that is not skipped. */
  arrived(): void
  /** A request was completed, and counts. */
  completed(isWarmUp: boolean): void
}

export interface RequestFlowParts {
  readonly options: GateOptions
  readonly callbacks: UserCallbacks
  readonly telling: Telling
  readonly bootWork: BootWork
  readonly visits: Visits
  readonly errorClass: typeof BootstrapGateError
}

/** The way of every request that meets a gate which is not open yet, or never will be. */
export class RequestFlow {
  readonly queue: AdmissionQueue
  readonly #options: GateOptions
  readonly #callbacks: UserCallbacks
  readonly #telling: Telling
  readonly #causes: Causes
  readonly #entrance: Entrance
  readonly #timing: ServerTiming | undefined
  readonly #rejecting: Rejecting
  readonly #events: RequestFlowEvents
  /** What stands there on a message says that it has met this gate, and leads to its request. */
  readonly #key = Symbol('bootstrap-gate.request')
  readonly #met = new Met(this.#key)
  #isOpen = false
  #refusal: Refusal | undefined

  constructor(parts: RequestFlowParts, events: RequestFlowEvents) {
    const { options, callbacks, telling, visits, bootWork } = parts
    this.#options = options
    this.#callbacks = callbacks
    this.#telling = telling
    this.#events = events
    this.#timing = options.serverTiming ? new ServerTiming() : undefined
    this.#rejecting = new Rejecting(options, parts.errorClass, telling, this.#timing)
    this.#entrance = new Entrance(telling, visits, this.#timing, (request) => {
      this.queue.passSlotOn(request)
    })
    this.#causes = new Causes(visits, (visit, asked) => {
      this.queue.asks(visit, asked)
    })
    const counting = new Counting(callbacks, telling, ({ isWarmUp }) => {
      events.completed(isWarmUp)
    })
    const stages = {
      entrance: this.#entrance,
      counting,
      rejecting: this.#rejecting,
      causes: this.#causes,
    }
    this.queue = new AdmissionQueue(
      createSlots(options, telling),
      bootWork,
      options,
      this.#key,
      new Progress(stages, bootWork, telling),
    )
  }

  meet(req: IncomingMessage, res: ServerResponse, next: NextFunction): void {
    // One that cannot be watched to its end; one that was answered before it came, and has only work
    // left to do; one that has met this gate.
    if (!isWatchable(req, res) || isEnded(res) || this.#met.has(req, res)) {
      next()
      return
    }
    const warmUp = this.#warmUpOf(req)
    let isSkipped: boolean
    try {
      isSkipped = this.#callbacks.skips(req, res)
    } catch (error) {
      passError(next, error)
      return
    }
    if (!this.#met.add(req, res)) {
      next()
      return
    }
    // What a warm-up sends waits for its turn like any other, whatever it looks like.
    const mayPass = this.#isClosed && warmUp === undefined
    if (isSkipped || (mayPass && (isPreflight(req) || isWebSocket(req)))) {
      this.#causes.passes(req)
      this.#telling.tell('skipped', req)
      next()
      return
    }
    const request = new GateRequest(req, res, next)
    this.#timing?.arrived(request)
    if (mayPass && this.#options.skipProbes && isProbe(req)) this.#receiveProbe(request)
    else this.#receive(request, warmUp)
  }

  /** The same for a connection that is to be upgraded. `skip` and the like are not asked. */
  meetUpgrade(
    req: IncomingMessage,
    answer: ServerResponse & UpgradeAnswer,
    next: NextFunction,
  ): void {
    const request = new GateRequest(req, answer, next)
    request.markUpgrade()
    this.#receive(request, this.#warmUpOf(req))
  }

  #warmUpOf(req: IncomingMessage): WarmUpMark | undefined {
    const mark = markOnConnectionOf(req)
    mark?.met.add(this)
    return mark
  }

  get #isClosed(): boolean {
    return !this.#isOpen && this.#refusal === undefined
  }

  /** The gate has opened: lets in everybody who is held, and all who come. */
  release(): void {
    this.#isOpen = true
    this.#settle()
    // A listener may have opened the gate: the request that it was told of goes in before the others.
    this.#entrance.afterWhoIsTold(() => {
      drain(
        () => this.queue.takePresent(),
        (request) => {
          this.#entrance.admit(request, request.since)
        },
      )
    })
  }

  /** Nobody is there any more who would answer those who are held. */
  abandon(): void {
    this.#isOpen = true
    this.#settle()
  }

  /** The gate has failed or stopped: rejects everybody who is held, and all who come. */
  refuse(refusal: Refusal): void {
    this.#refusal = refusal
    this.#settle()
    drain(
      () => this.queue.takeHeld(),
      (request) => {
        this.#rejecting.reject(request, refusal)
      },
    )
  }

  #settle(): void {
    this.queue.settle()
    this.#causes.stop()
  }

  #receiveProbe(request: GateRequest): void {
    this.#causes.arrives(request)
    if (isGone(request.req, request.res)) this.#telling.tell('aborted', request, false)
    else this.queue.holdProbe(request)
  }

  #receive(request: GateRequest, warmUp: WarmUpMark | undefined): void {
    const { req, res, next } = request
    if (warmUp !== undefined) {
      request.markWarmUp()
      putMark(req, warmUp)
    }
    const within = this.#causes.arrives(request)
    const asker = warmUp === undefined ? (within ?? this.#causes.senderOf(req)) : undefined
    this.#telling.tell('arrived', request)
    this.#events.arrived()
    if (this.#isOpen) next()
    else if (isGone(req, res)) this.#telling.tell('aborted', request, false)
    else if (this.#refusal !== undefined) this.#rejecting.reject(request, this.#refusal)
    else if (warmUp !== undefined) this.queue.holdWarmUp(request)
    else if (asker !== undefined) this.queue.holdNested(request, asker)
    else if (this.queue.hasRoom) this.queue.hold(request)
    else this.#rejecting.reject(request, { reason: 'queue-full' })
  }
}
