import type { Socket } from 'node:net'
import { socketOf } from './connection'
import type { GateRequest } from './gate-request'

interface Pipeline {
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

  constructor(abort: (request: GateRequest) => void) {
    this.#abort = abort
  }

  /** @returns whether it is watched: a message that was made by hand has no connection to lose */
  add(request: GateRequest): boolean {
    const socket = socketOf(request.req)
    if (typeof socket?.on !== 'function') return false
    const pipeline = this.#pipelines.get(socket) ?? this.#watch(socket as Socket)
    pipeline.requests.add(request)
    return true
  }

  delete(request: GateRequest): void {
    const { socket } = request.req
    const pipeline = this.#pipelines.get(socket)
    if (pipeline?.requests.delete(request) !== true || pipeline.requests.size > 0) return
    socket.removeListener('close', pipeline.onClose)
    this.#pipelines.delete(socket)
  }

  #watch(socket: Socket): Pipeline {
    const requests = new Set<GateRequest>()
    const onClose = (): void => {
      for (const request of requests) this.#abort(request)
    }
    const pipeline = { requests, onClose }
    this.#pipelines.set(socket, pipeline)
    socket.on('close', onClose)
    return pipeline
  }
}
