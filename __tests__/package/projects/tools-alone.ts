import { instrument, type OpenTelemetryApi } from 'bootstrap-gate/opentelemetry'
import { collectMetrics, type PrometheusClient } from 'bootstrap-gate/prometheus'

export const uses = [instrument, collectMetrics]
export type Asked = OpenTelemetryApi | PrometheusClient
