import { isComplete, isCutOff, isHttp2 } from './connection'
import type { HeldRequest } from './held-request'
import { PipelinedRequests } from './pipelined-requests'

/** How a request ended. */
export type RequestEnd = 'completed' | 'aborted'

/** Tells how requests end, each once, from the events that `node:http` messages emit by themselves. */
export class RequestWatcher {
  readonly #ended: (request: HeldRequest, end: RequestEnd) => void
  readonly #abort: (request: HeldRequest) => void
  readonly #pipelined: PipelinedRequests

  constructor(ended: (request: HeldRequest, end: RequestEnd) => void) {
    this.#ended = ended
    this.#abort = (request) => {
      this.#end(request, 'aborted')
    }
    this.#pipelined = new PipelinedRequests(this.#abort)
  }

  /** Watches a request that is held, and so can only be aborted. */
  watchHeld(request: HeldRequest): void {
    const { req, res } = request
    const abort = this.#abort
    // One function for both messages, to keep a held request small: `this` is the one that closed.
    function onClose(this: unknown): void {
      if (this !== req || isCutOff(req)) abort(request)
    }
    request.onClose = onClose
    res.on('close', onClose)
    // Over HTTP/2 the request closes before the response has told how it ended.
    if (!isHttp2(req)) req.on('close', onClose)
    // A pipelined response has no socket before its turn, and may never hear of its loss.
    if (res.socket === null) request.isPipelined = this.#pipelined.add(request)
  }

  /** Watches a request for its completion as well, once it is inside the app. */
  watchAdmitted(request: HeldRequest): void {
    const { res } = request
    request.onFinish = () => {
      this.#end(request, isComplete(res) ? 'completed' : 'aborted')
    }
    res.on('finish', request.onFinish)
  }

  unwatch(request: HeldRequest): void {
    const { req, res, onClose, onFinish } = request
    if (onClose !== undefined) {
      res.removeListener('close', onClose)
      req.removeListener('close', onClose)
      request.onClose = undefined
    }
    if (onFinish !== undefined) {
      res.removeListener('finish', onFinish)
      request.onFinish = undefined
    }
    if (request.isPipelined) this.#pipelined.delete(request)
  }

  #end(request: HeldRequest, end: RequestEnd): void {
    this.unwatch(request)
    this.#ended(request, end)
  }
}
