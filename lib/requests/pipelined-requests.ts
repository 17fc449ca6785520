import type { Socket } from 'node:net'
import { socketOf } from './connection'
import type { GateRequest } from './gate-request'
import { makeRoom } from './make-room'

interface Pipeline {
  readonly socket: Socket
  readonly requests: Set<GateRequest>
  readonly onClose: () => void
}

/**
 * Requests that wait behind others of the same connection. Their connection is watched by one
 * listener, however many they are.
 */
export class PipelinedRequests {
  readonly #abort: (request: GateRequest) => void
  readonly #pipelines = new WeakMap<object, Pipeline>()
  /** Where each is: its message may have lost its connection meanwhile. */
  readonly #places = new WeakMap<GateRequest, Pipeline>()

  constructor(abort: (request: GateRequest) => void) {
    this.#abort = abort
  }

  /** @returns whether it is watched: a message that was made by hand has no connection to lose */
  add(request: GateRequest): boolean {
    const socket = socketOf(request.req)
    if (typeof socket?.on !== 'function') return false
    const pipeline = this.#pipelines.get(socket) ?? this.#watch(socket as Socket)
    pipeline.requests.add(request)
    this.#places.set(request, pipeline)
    return true
  }

  delete(request: GateRequest): void {
    const pipeline = this.#places.get(request)
    if (pipeline?.requests.delete(request) !== true || pipeline.requests.size > 0) return
    pipeline.socket.removeListener('close', pipeline.onClose)
    this.#pipelines.delete(pipeline.socket)
  }

  #watch(socket: Socket): Pipeline {
    const requests = new Set<GateRequest>()
    const onClose = (): void => {
      for (const request of requests) this.#abort(request)
    }
    const pipeline = { socket, requests, onClose }
    this.#pipelines.set(socket, pipeline)
    makeRoom(socket, 'close')
    socket.on('close', onClose)
    return pipeline
  }
}
