import type { IncomingMessage, ServerResponse } from 'node:http'
import { isComplete, isCutOff, isHttp2 } from './connection'
import type { HeldRequest } from './held-request'
import { PipelinedRequests } from './pipelined-requests'

/** How a request ended. */
export type RequestEnd = 'completed' | 'aborted'

type Message = (IncomingMessage | ServerResponse) & { [key: symbol]: HeldRequest | undefined }
type Listener = (this: Message) => void

/** Tells how requests end, each once, from the events that `node:http` messages emit by themselves. */
export class RequestWatcher {
  /** Leads from both messages to their request: so one listener serves all, and holding one is cheap. */
  readonly #key = Symbol('bootstrap-gate.request')
  readonly #onClose: Listener
  readonly #onRequestClose: Listener
  readonly #onFinish: Listener
  readonly #pipelined: PipelinedRequests

  constructor(ended: (request: HeldRequest, end: RequestEnd) => void) {
    const key = this.#key
    const end = (request: HeldRequest, how: RequestEnd): void => {
      this.unwatch(request)
      ended(request, how)
    }
    this.#onClose = function () {
      const request = this[key]
      if (request !== undefined) end(request, 'aborted')
    }
    this.#onRequestClose = function () {
      const request = this[key]
      if (request !== undefined && isCutOff(request.req)) end(request, 'aborted')
    }
    this.#onFinish = function () {
      const request = this[key]
      if (request !== undefined) end(request, isComplete(request.res) ? 'completed' : 'aborted')
    }
    this.#pipelined = new PipelinedRequests((request) => {
      end(request, 'aborted')
    })
  }

  /** Watches a request that is held, and so can only be aborted. */
  watchHeld(request: HeldRequest): void {
    const { req, res } = request
    this.#link(request, request)
    res.on('close', this.#onClose)
    // Over HTTP/2 the request closes before the response has told how it ended.
    if (!isHttp2(req)) req.on('close', this.#onRequestClose)
    // A pipelined response has no socket before its turn, and may never hear of its loss.
    if (res.socket === null) request.isPipelined = this.#pipelined.add(request)
  }

  /** Watches a request for its completion as well, once it is inside the app. */
  watchAdmitted(request: HeldRequest): void {
    request.res.on('finish', this.#onFinish)
  }

  unwatch(request: HeldRequest): void {
    const { req, res } = request
    this.#link(request, undefined)
    res.removeListener('close', this.#onClose)
    req.removeListener('close', this.#onRequestClose)
    res.removeListener('finish', this.#onFinish)
    if (request.isPipelined) this.#pipelined.delete(request)
  }

  #link({ req, res }: HeldRequest, request: HeldRequest | undefined): void {
    ;(req as Message)[this.#key] = request
    ;(res as Message)[this.#key] = request
  }
}
