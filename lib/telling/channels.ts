import { channel, tracingChannel } from 'node:diagnostics_channel'
import type { BootstrapGateError } from '../errors'
import type { Origin } from '../origin'
import type { Hearer, ToldRequest } from './telling'
import type {
  BootMessage,
  BootstrapGate,
  ImportSettledEvent,
  OpenedInfo,
  RequestMessage,
} from '../types'

type Writable<T> = { -readonly [K in keyof T]: T[K] }
type Subchannel = 'start' | 'end' | 'asyncStart' | 'asyncEnd' | 'error'

/**
 * Publishes what happens on `node:diagnostics_channel`, as long as somebody listens. What is told of a
 * request goes from its start to its end, or is not told at all: nothing is kept of one that nobody
 * listened to as it arrived. A subscriber that throws is Node's to report, in a turn of its own.
 */
export class Channels implements Hearer {
  readonly #boots = tracingChannel<unknown, BootMessage>('bootstrap-gate.boot')
  readonly #requests = tracingChannel<unknown, RequestMessage>('bootstrap-gate.request')
  readonly #imports = channel('bootstrap-gate.import')
  readonly #boot: Writable<BootMessage>
  readonly #held = new Map<ToldRequest, Writable<RequestMessage>>()
  readonly #inside = new Map<ToldRequest, Writable<RequestMessage>>()
  readonly #origin: Origin
  #mayBegin = true

  constructor(gate: BootstrapGate, origin: Origin) {
    this.#origin = origin
    this.#boot = { gate, reason: null, bootMs: null }
  }

  prerequisitesAwaited(): void {
    this.#begin()
  }

  bootStarted(): void {
    this.#begin()
  }

  warmUpStarted(): void {
    this.#begin()
  }

  opened({ reason, bootMs }: OpenedInfo): void {
    Object.assign(this.#boot, { reason, bootMs })
    this.#publishBoot('asyncStart', 'asyncEnd')
    this.#mayBegin = false
    for (const [request, message] of this.#held) message.waitedMs = request.ageMs
    this.#release(this.#inside)
    this.#release(this.#held)
  }

  failed(error: BootstrapGateError): void {
    Object.assign(this.#boot, { reason: error.reason, error })
    this.#publishBoot('error')
    this.stopped()
  }

  /** Those that are held are rejected, each in its time; nobody looks after those inside any more. */
  stopped(): void {
    this.#mayBegin = false
    this.#release(this.#inside)
  }

  arrived(request: ToldRequest): void {
    if (!this.#requests.hasSubscribers) return
    const { gate } = this.#boot
    const message = { gate, req: request.req, waitedMs: 0, outcome: null, error: null }
    this.#held.set(request, message)
    // It is told in the context of the request.
    this.#requests.start.publish(message)
    this.#requests.end.publish(message)
  }

  admitted(request: ToldRequest, heldSince: number): void {
    const message = this.#held.get(request)
    if (message === undefined) return
    this.#held.delete(request)
    this.#inside.set(request, message)
    message.waitedMs = performance.now() - heldSince
    this.#publish('asyncStart', request, message)
  }

  completed(request: ToldRequest): void {
    this.#ended(request, 'completed')
  }

  streamEnded(request: ToldRequest): void {
    this.#ended(request, 'streamed')
  }

  aborted(request: ToldRequest): void {
    const held = this.#held.get(request)
    if (held !== undefined) held.waitedMs = request.ageMs
    this.#ended(request, 'aborted')
  }

  rejected(request: ToldRequest, error: BootstrapGateError): void {
    const message = this.#held.get(request)
    if (message === undefined) return
    this.#held.delete(request)
    Object.assign(message, { waitedMs: error.waitedMs, outcome: 'rejected', error })
    this.#publish('error', request, message)
  }

  workSettled(settled: ImportSettledEvent): void {
    if (this.#imports.hasSubscribers) this.#imports.publish(settled)
  }

  #begin(): void {
    if (!this.#mayBegin) return
    this.#mayBegin = false
    this.#publishBoot('start', 'end')
  }

  #ended(request: ToldRequest, outcome: RequestMessage['outcome']): void {
    const message = this.#inside.get(request) ?? this.#held.get(request)
    if (message === undefined) return
    this.#inside.delete(request)
    this.#held.delete(request)
    message.outcome = outcome
    this.#publish('asyncEnd', request, message)
  }

  #release(requests: ReadonlyMap<ToldRequest, unknown>): void {
    for (const request of requests.keys()) this.#ended(request, 'released')
  }

  #publish(subchannel: Subchannel, request: ToldRequest, message: RequestMessage): void {
    request.runInAsyncScope(() => {
      this.#requests[subchannel].publish(message)
    })
  }

  #publishBoot(...subchannels: Subchannel[]): void {
    if (!this.#boots.hasSubscribers) return
    this.#origin.runInAsyncScope(() => {
      for (const subchannel of subchannels) this.#boots[subchannel].publish(this.#boot)
    })
  }
}
