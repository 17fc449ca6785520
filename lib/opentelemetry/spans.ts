import { tracingChannel } from 'node:diagnostics_channel'
import { types } from 'node:util'
import type { Attributes, OpenTelemetryApi, Tracer } from './api'
import type { BootstrapGateError } from '../errors'
import { shorten } from '../text'
import type { BootMessage, BootstrapGate, ImportSettledEvent, OpenedInfo } from '../types'

const longestName = 200

interface Ended {
  readonly name: string
  /** On the clock of the wall, in milliseconds. */
  readonly startTime: number
  readonly attributes: Attributes
  readonly root?: boolean
  /** Only if it failed. */
  readonly failure?: { readonly cause: unknown } | undefined
}

/**
 * The spans of one gate, each made when it ends: what becomes of a request, or of an import, is told in the
 * context in which that came, and so in its trace.
 */
export class Spans {
  readonly #gate: BootstrapGate
  readonly #tracer: Tracer
  readonly #errorCode: number
  readonly #attributes: Attributes
  readonly #boots = tracingChannel<unknown, BootMessage>('bootstrap-gate.boot')
  readonly #madeAt = Date.now()
  #bootStartedAt: number | undefined
  readonly #noteStart = (message: unknown): void => {
    if ((message as BootMessage).gate === this.#gate) this.#bootStartedAt = Date.now()
  }

  constructor(gate: BootstrapGate, api: OpenTelemetryApi, attributes: Attributes) {
    this.#gate = gate
    this.#tracer = api.trace.getTracer('bootstrap-gate')
    this.#errorCode = api.SpanStatusCode.ERROR
    this.#attributes = attributes
    this.#boots.start.subscribe(this.#noteStart)
    const stop = this.stop.bind(this)
    gate.opened.then(stop, stop)
  }

  /** Listens no more. */
  stop(): void {
    this.#boots.start.unsubscribe(this.#noteStart)
  }

  /** A request was held, if only for a moment, and is no more. */
  waited(waitedMs: number, outcome: 'admitted' | 'aborted'): void {
    const attributes = { 'bootstrap_gate.outcome': outcome }
    this.#end({ name: 'bootstrap-gate wait', startTime: Date.now() - waitedMs, attributes })
  }

  rejected(error: BootstrapGateError): void {
    this.#end({
      name: 'bootstrap-gate wait',
      startTime: Date.now() - error.waitedMs,
      attributes: { 'bootstrap_gate.outcome': 'rejected', 'bootstrap_gate.reason': error.reason },
      failure: { cause: error },
    })
  }

  importSettled({ label, parentURL, durationMs, status, error }: ImportSettledEvent): void {
    this.#end({
      name: `import ${shorten(label, longestName)}`,
      startTime: Date.now() - durationMs,
      attributes: parentURL === null ? {} : { 'bootstrap_gate.parent_url': parentURL },
      failure: status === 'rejected' ? { cause: error } : undefined,
    })
  }

  opened({ reason, bootMs }: OpenedInfo): void {
    this.#bootEnded(bootMs, reason)
  }

  failed(error: BootstrapGateError): void {
    this.#bootEnded(0, error.reason, { cause: error.cause ?? error })
  }

  #bootEnded(bootMs: number, reason: string, failure?: Ended['failure']): void {
    this.#end({
      name: 'bootstrap-gate boot',
      // Where it had begun before: with `waitFor`, as the gate was made.
      startTime: this.#bootStartedAt ?? Math.min(this.#madeAt, Date.now() - bootMs),
      attributes: { 'bootstrap_gate.reason': reason },
      root: true,
      failure,
    })
  }

  #end({ name, startTime, attributes, root = false, failure }: Ended): void {
    const span = this.#tracer.startSpan(name, {
      root,
      startTime,
      attributes: { ...this.#attributes, ...attributes },
    })
    if (failure !== undefined) {
      const { cause } = failure
      const isError = types.isNativeError(cause)
      if (isError) span.recordException(cause)
      span.setStatus({ code: this.#errorCode, message: isError ? cause.message : '' })
    }
    span.end(Date.now())
  }
}
