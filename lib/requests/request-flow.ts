import type { IncomingMessage, ServerResponse } from 'node:http'
import { AdmissionQueue } from './admission-queue'
import type { BootWork } from '../imports/boot-work'
import { isGone } from './connection'
import { drain } from './drain'
import { BootstrapGateError, type RejectionReason } from '../errors'
import { HeldRequest } from './held-request'
import type { GateOptions } from '../options/options'
import { passError, throwLater } from './pass-error'
import { answerRejected } from './answer-rejected'
import { SharedSlot } from './shared-slot'
import { OwnSlots, type Slots } from './own-slots'
import type { Counters } from '../stats'
import type { NextFunction } from '../types'
import type { UserCallbacks } from '../user-callbacks'
import { warnOfMutexFault, warnOfSlotTimeout } from '../warnings'

/** Why requests are rejected. */
export interface Refusal {
  readonly reason: RejectionReason
  readonly cause?: unknown
}

export interface RequestFlowEvents {
  /** A request has come that is not skipped. */
  arrived(): void
  /** A request was completed, and counts. */
  completed(): void
}

/** The way of every request that meets a gate which is not open yet, or never will be. */
export class RequestFlow {
  readonly queue: AdmissionQueue
  readonly #options: GateOptions
  readonly #callbacks: UserCallbacks
  readonly #counters: Counters
  readonly #bootWork: BootWork
  readonly #events: RequestFlowEvents
  /**
   * Marks the requests that have met this gate, and their responses: what is dispatched anew inside the
   * app is no request of its own. A WeakSet would make holding one half as dear again.
   */
  readonly #met = Symbol('bootstrap-gate.met')
  #isOpen = false
  #isAdmitting = false
  #isReleaseDue = false
  #refusal: Refusal | undefined

  constructor(
    options: GateOptions,
    callbacks: UserCallbacks,
    counters: Counters,
    bootWork: BootWork,
    events: RequestFlowEvents,
  ) {
    this.#options = options
    this.#callbacks = callbacks
    this.#counters = counters
    this.#bootWork = bootWork
    this.#events = events
    this.queue = this.#createQueue()
  }

  meet(req: IncomingMessage, res: ServerResponse, next: NextFunction): void {
    if (this.#met in req || this.#met in res) {
      next()
      return
    }
    let isSkipped: boolean
    try {
      isSkipped = this.#callbacks.skips(req, res)
    } catch (error) {
      passError(next, error)
      return
    }
    this.#mark(req)
    this.#mark(res)
    if (isSkipped) {
      this.#counters.skipped++
      next()
      return
    }
    this.#receive(req, res, next)
  }

  /** The gate has opened: lets in everybody who is held, and all who come. */
  release(): void {
    this.#isOpen = true
    this.queue.settle()
    // A listener has opened the gate: the request that it was told of goes in before the others.
    if (this.#isAdmitting) this.#isReleaseDue = true
    else this.#releaseHeld()
  }

  #releaseHeld(): void {
    this.#isReleaseDue = false
    drain(
      () => this.queue.takePresent(),
      (request) => {
        this.#admit(request, () => request.ageMs)
      },
    )
  }

  /** The gate has failed or stopped: rejects everybody who is held, and all who come. */
  refuse(refusal: Refusal): void {
    this.#refusal = refusal
    this.queue.settle()
    drain(
      () => this.queue.takeHeld(),
      (request) => {
        this.#rejectHeld(request, refusal)
      },
    )
  }

  #mark(message: object): void {
    ;(message as Record<symbol, boolean>)[this.#met] = true
  }

  #receive(req: IncomingMessage, res: ServerResponse, next: NextFunction): void {
    this.#events.arrived()
    if (this.#isOpen) next()
    else if (isGone(req, res)) this.#countAborted(req, false, () => 0)
    else if (this.#refusal !== undefined) this.#reject(req, res, next, this.#refusal)
    else if (this.queue.hasRoom) this.queue.hold(new HeldRequest(req, res, next))
    else this.#reject(req, res, next, { reason: 'queue-full' })
  }

  #createQueue(): AdmissionQueue {
    return new AdmissionQueue(createSlots(this.#options), this.#options, {
      admitted: (request, waitedMs) => {
        this.#admit(request, () => waitedMs)
      },
      completed: ({ req, res }) => {
        if (this.#callbacks.wasSuccessful(req, res)) this.#events.completed()
      },
      aborted: (request, wasAdmitted) => {
        this.#countAborted(request.req, wasAdmitted, () => request.ageMs)
      },
      queueTimedOut: (request) => {
        this.#rejectHeld(request, { reason: 'queue-timeout' })
      },
      slotTimedOut: (request) => {
        const { req, ageMs } = request
        this.#counters.slotTimeouts++
        warnOfSlotTimeout(request, this.#bootWork.report())
        this.#callbacks.notify('slotTimeout', () => ({ req, heldMs: ageMs }))
      },
    })
  }

  #admit(request: HeldRequest, waitedMs: () => number): void {
    this.#counters.admitted++
    this.#isAdmitting = true
    this.#callbacks.notify('admit', () => ({ req: request.req, waitedMs: waitedMs() }))
    this.#isAdmitting = false
    this.#enter(request)
    if (this.#isReleaseDue) this.#releaseHeld()
  }

  /** Calls `next()` in the async context that the request arrived in. */
  #enter(request: HeldRequest): void {
    request.runInAsyncScope(() => {
      try {
        this.#bootWork.runFor(request.req, () => {
          request.next()
        })
      } catch (error) {
        // A bare handler threw: it will hardly end the response, and must not stop the others.
        this.queue.passSlotOn(request)
        throwLater(error)
      }
    })
  }

  #rejectHeld(request: HeldRequest, refusal: Refusal): void {
    const { req, res, next, ageMs } = request
    request.runInAsyncScope(() => {
      this.#reject(req, res, next, refusal, ageMs)
    })
  }

  #reject(
    req: IncomingMessage,
    res: ServerResponse,
    next: NextFunction,
    { reason, cause }: Refusal,
    waitedMs = 0,
  ): void {
    const error = new BootstrapGateError(reason, waitedMs, cause)
    this.#counters.rejected[reason]++
    this.#callbacks.notify('reject', () => ({ req, error }))
    answerRejected(this.#options.handler, req, res, next, error)
  }

  #countAborted(req: IncomingMessage, wasAdmitted: boolean, waitedMs: () => number): void {
    this.#counters.aborted++
    this.#callbacks.notify('abort', () => ({ req, wasAdmitted, waitedMs: waitedMs() }))
  }
}

function createSlots({ mutex, concurrency, slotTimeoutMs }: GateOptions): Slots {
  return mutex === undefined
    ? new OwnSlots(concurrency)
    : new SharedSlot(mutex, slotTimeoutMs, warnOfMutexFault)
}
