import type { Attributes, OpenTelemetryApi } from './api'
import { Arguments } from '../following/arguments'
import { follow } from '../following/follow'
import { Metrics } from './metrics'
import { Spans } from './spans'
import type { AnyRequest, BootstrapGate } from '../types'

/** What {@link instrument} needs. */
export interface InstrumentOptions {
  /** The API itself: `import * as api from '@opentelemetry/api'`. */
  readonly api: OpenTelemetryApi
  /** What all measurements and spans of this gate say besides: it tells gates apart. Default: nothing. */
  readonly attributes?: Attributes | undefined
}

const given = new Arguments('instrument')

/**
 * Measures a gate by OpenTelemetry, and puts into the trace of each request how long it was held and what it
 * imported; see docs/observability.md. Call it right after the gate was made, and after the SDK has started:
 * before that there is nothing that would take the measurements.
 *
 * @returns ends it: nothing is measured any more, and no span made
 * @throws TypeError for a gate, an API or attributes of the wrong shape
 * @see https://opentelemetry.io/docs/languages/js/
 * @example
 * import * as api from '@opentelemetry/api'
 * import { bootstrapGate } from 'bootstrap-gate'
 * import { instrument } from 'bootstrap-gate/opentelemetry'
 *
 * const gate = bootstrapGate()
 * instrument(gate, { api })
 */
export function instrument<Req extends AnyRequest>(
  gate: BootstrapGate<Req>,
  options: InstrumentOptions,
): () => void {
  given.checkGate(gate)
  given.checkOptions(options, ['api', 'attributes'])
  const { api, attributes = {} } = options
  checkApi(api)
  given.checkValues('attributes', attributes, ['string', 'number', 'boolean'])
  const followed: BootstrapGate = gate
  const metrics = new Metrics(followed, api.metrics.getMeter('bootstrap-gate'), attributes)
  const spans = new Spans(followed, api, attributes)
  // Apart, so that the one goes on when the other throws.
  const stopMeasuring = follow(followed, {
    admit: ({ waitedMs }) => {
      metrics.waited(waitedMs)
    },
    reject: ({ error: { reason, waitedMs } }) => {
      // It has not waited: there was no room for it.
      if (reason !== 'queue-full') metrics.waited(waitedMs)
    },
    importSettled: metrics.importSettled.bind(metrics),
  })
  const stopTracing = follow(followed, {
    admit: ({ waitedMs }) => {
      spans.waited(waitedMs, 'admitted')
    },
    reject: ({ error }) => {
      spans.rejected(error)
    },
    abort: ({ wasAdmitted, waitedMs }) => {
      if (!wasAdmitted) spans.waited(waitedMs, 'aborted')
    },
    importSettled: spans.importSettled.bind(spans),
    open: spans.opened.bind(spans),
    fail: spans.failed.bind(spans),
  })
  return () => {
    stopMeasuring()
    stopTracing()
    metrics.stop()
    spans.stop()
  }
}

function checkApi(api: unknown): void {
  const allowed = '@opentelemetry/api'
  const { metrics, trace, SpanStatusCode } = (api ?? {}) as Partial<OpenTelemetryApi>
  given.checkMethods('api', allowed, metrics, ['getMeter'], api)
  given.checkMethods('api', allowed, trace, ['getTracer'], api)
  if (SpanStatusCode === undefined) throw given.wrong('api', allowed, api)
}
