import type { ServerResponse } from 'node:http'
import { answerRejected } from './answer-rejected'
import type { BootstrapGateError, RejectionReason } from '../errors'
import type { GateRequest } from './gate-request'
import type { ServerTiming } from './server-timing'
import type { Telling } from '../telling/telling'
import type { GateOptions } from '../options/options'
import { unavailable } from '../rejection/unavailable'
import type { RejectionHandler } from '../types'
import type { UpgradeAnswer } from './upgrade-answer'

/** Why requests are rejected. */
export interface Refusal {
  readonly reason: RejectionReason
  readonly cause?: unknown
}

/** Tells of requests that are rejected, and has them answered, each in the async context that it arrived in. */
export class Rejecting {
  readonly #handler: RejectionHandler
  readonly #errorClass: typeof BootstrapGateError
  readonly #telling: Telling
  readonly #timing: ServerTiming | undefined

  constructor(
    options: Pick<GateOptions, 'handler' | 'retryAfterSeconds'>,
    errorClass: typeof BootstrapGateError,
    telling: Telling,
    timing: ServerTiming | undefined,
  ) {
    this.#handler = options.handler ?? unavailable(options.retryAfterSeconds)
    this.#errorClass = errorClass
    this.#telling = telling
    this.#timing = timing
  }

  reject(request: GateRequest, { reason, cause }: Refusal): void {
    const { req, res, next } = request
    const error = new this.#errorClass(reason, request.ageMs, cause)
    this.#telling.tell('rejected', request, error)
    this.#timing?.leavesLine(request, error.waitedMs)
    request.runInAsyncScope(() => {
      if (request.isUpgrade) (res as ServerResponse & UpgradeAnswer).refuse(error)
      else answerRejected(this.#handler, req, res, next, error)
    })
  }
}
