import * as api from '@opentelemetry/api'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import * as client from 'prom-client'
import { bootstrapGate, type BootMessage, type RequestMessage } from 'bootstrap-gate'
import {
  instrument,
  type InstrumentOptions,
  type OpenTelemetryApi,
} from 'bootstrap-gate/opentelemetry'
import {
  collectMetrics,
  type CollectMetricsOptions,
  type PrometheusClient,
  type PrometheusRegistry,
} from 'bootstrap-gate/prometheus'

export const outcomeOf = ({ outcome, req }: RequestMessage): string =>
  `${req.url ?? ''} ${outcome ?? ''}`
export const reasonOf = ({ reason, bootMs }: BootMessage): string =>
  `${reason ?? ''} ${bootMs?.toFixed() ?? ''}`

const real: PrometheusClient = client
const openMetrics: PrometheusRegistry = new client.Registry<client.OpenMetricsContentType>()
const forPrometheus: CollectMetricsOptions = {
  client: real,
  registry: openMetrics,
  labels: { gate: 'a' },
}
const realApi: OpenTelemetryApi = api
const forOpenTelemetry: InstrumentOptions = { api: realApi, attributes: { gate: 'a', shard: 1 } }

const gate = bootstrapGate()
const ofHttp2 = bootstrapGate<Http2ServerRequest, Http2ServerResponse>()
collectMetrics(gate, forPrometheus)
const registry = new client.Registry()
collectMetrics(ofHttp2, { client, registry })
instrument(gate, forOpenTelemetry)
const stop: () => void = instrument(ofHttp2, { api })

export function mistakes(): void {
  // @ts-expect-error -- that is no client
  collectMetrics(gate, { client: {} })
  // @ts-expect-error -- a label is no object
  collectMetrics(gate, { client, labels: { gate: {} } })
  // @ts-expect-error -- that is no gate
  instrument(() => undefined, { api })
  // @ts-expect-error -- that is no API
  instrument(gate, { api: api.trace })
}

gate.open()
ofHttp2.open()
stop()
void registry.metrics().then((text) => {
  console.log(JSON.stringify(text.includes('bootstrap_gate_state{state="open"} 1')))
})
