import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  headStreamOf,
  isCutOff,
  isHttp2,
  isWhole,
  mayStillFinish,
  waitsForTurn,
} from './connection'
import type { GateRequest } from './gate-request'
import { makeRoom } from './make-room'
import { PipelinedRequests } from './pipelined-requests'
import { soon } from '../timers'

/** How a request ended. */
export type RequestEnd = 'completed' | 'aborted'

type Message = (IncomingMessage | ServerResponse) & { [key: symbol]: GateRequest | undefined }
type Listener = (this: Message) => void

/** Tells how requests end, each once, from the events that messages emit by themselves. */
export class RequestWatcher {
  /** Leads from both messages to their request: so one listener serves all, and holding one is cheap. */
  readonly #key: symbol
  readonly #onClose: Listener
  readonly #onRequestClose: Listener
  readonly #onFinish: Listener
  readonly #onStreamClose: Listener
  readonly #pipelined: PipelinedRequests

  constructor(key: symbol, ended: (request: GateRequest, end: RequestEnd) => void) {
    this.#key = key
    const end = (request: GateRequest, how: RequestEnd): void => {
      this.unwatch(request)
      ended(request, how)
    }
    this.#onClose = function () {
      const request = this[key]
      if (request === undefined) return
      const { req, res } = request
      if (!request.isAdmitted || !mayStillFinish(req, res)) {
        end(request, 'aborted')
        return
      }
      soon(() => {
        // It has not told meanwhile, and will not. A class that imitates Node's may lack the property.
        const isDelivered = (res.writableFinished as boolean | undefined) !== false
        if (this[key] === request) end(request, isDelivered ? 'completed' : 'aborted')
      })
    }
    this.#onRequestClose = function () {
      const request = this[key]
      if (request !== undefined && isCutOff(request.req)) end(request, 'aborted')
    }
    this.#onFinish = function () {
      const request = this[key]
      if (request !== undefined) end(request, isWhole(request.res) ? 'completed' : 'aborted')
    }
    this.#onStreamClose = function () {
      const request = this[key]
      if (request === undefined) return
      const isAnswered = request.isAdmitted && request.res.headersSent && isWhole(request.res)
      end(request, isAnswered ? 'completed' : 'aborted')
    }
    this.#pipelined = new PipelinedRequests((request) => {
      end(request, 'aborted')
    })
  }

  /** Watches a request that is held, and so can only be aborted. */
  watchHeld(request: GateRequest): void {
    const { req, res } = request
    this.#link(request, request)
    makeRoom(res, 'close')
    res.on('close', this.#onClose)
    // Over HTTP/2 the request closes before the response has told how it ended.
    if (!isHttp2(req)) {
      makeRoom(req, 'close')
      req.on('close', this.#onRequestClose)
    }
    // A pipelined response has no socket before its turn, and may never hear of its loss.
    if (waitsForTurn(res) && this.#pipelined.add(request)) request.markPipelined()
    // Of a HEAD request of HTTP/2 the response tells nothing, unless it has sent the head itself.
    const stream = headStreamOf(req)
    if (stream === undefined) return
    makeRoom(stream, 'close')
    stream.on('close', this.#onStreamClose)
  }

  /** Watches a request for its completion as well, once it is inside the app. */
  watchAdmitted(request: GateRequest): void {
    request.markAdmitted()
    makeRoom(request.res, 'finish')
    request.res.on('finish', this.#onFinish)
  }

  unwatch(request: GateRequest): void {
    const { req, res } = request
    this.#link(request, undefined)
    res.removeListener('close', this.#onClose)
    req.removeListener('close', this.#onRequestClose)
    res.removeListener('finish', this.#onFinish)
    if (request.isPipelined) this.#pipelined.delete(request)
    headStreamOf(req)?.removeListener('close', this.#onStreamClose)
  }

  #link({ req, res }: GateRequest, request: GateRequest | undefined): void {
    ;(req as Message)[this.#key] = request
    ;(res as Message)[this.#key] = request
    const stream = headStreamOf(req) as Message | undefined
    if (stream !== undefined) stream[this.#key] = request
  }
}
