export { collectMetrics } from './collect-metrics'
export type { CollectMetricsOptions } from './collect-metrics'
export type { PrometheusClient, PrometheusRegistry } from './client'
