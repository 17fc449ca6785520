import type { Socket } from 'node:net'
import type { HeldRequest } from './held-request'

interface Pipeline {
  readonly requests: Set<HeldRequest>
  readonly onClose: () => void
}

/**
 * Requests that wait behind others of the same connection. Their connection is watched by one
 * listener, however many they are.
 */
export class PipelinedRequests {
  readonly #abort: (request: HeldRequest) => void
  readonly #pipelines = new WeakMap<Socket, Pipeline>()

  constructor(abort: (request: HeldRequest) => void) {
    this.#abort = abort
  }

  /** @returns whether it is watched: a message that was made by hand has no connection to lose */
  add(request: HeldRequest): boolean {
    const { socket } = request.req as { socket?: Socket | null }
    if (!socket) return false
    const pipeline = this.#pipelines.get(socket) ?? this.#watch(socket)
    pipeline.requests.add(request)
    return true
  }

  delete(request: HeldRequest): void {
    const { socket } = request.req
    const pipeline = this.#pipelines.get(socket)
    if (pipeline?.requests.delete(request) !== true || pipeline.requests.size > 0) return
    socket.removeListener('close', pipeline.onClose)
    this.#pipelines.delete(socket)
  }

  #watch(socket: Socket): Pipeline {
    const requests = new Set<HeldRequest>()
    const onClose = (): void => {
      for (const request of requests) this.#abort(request)
    }
    const pipeline = { requests, onClose }
    this.#pipelines.set(socket, pipeline)
    socket.on('close', onClose)
    return pipeline
  }
}
