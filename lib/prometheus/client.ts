type Labels = Readonly<Record<string, string | number>>

/** What a metric of prom-client is made of. */
interface Configuration {
  name: string
  help: string
  labelNames: string[]
  registers: never[]
}

interface Scraped extends Configuration {
  /** Called at each scrape. */
  collect: () => void
  /** What a cluster makes of its workers' values. */
  aggregator: 'sum' | 'max'
}

interface Buckets extends Configuration {
  buckets: number[]
}

interface Resettable {
  reset(): void
}

export interface Gauge extends Resettable {
  set(labels: Labels, value: number): void
}

export interface Counter extends Resettable {
  inc(labels: Labels, value: number): void
}

export interface Histogram {
  observe(labels: Labels, value: number): void
  zero(labels: Labels): void
  remove(labels: Labels): void
}

/** A class of prom-client. */
interface Makes<C, M> {
  /** Makes a metric, and registers it. */
  new (configuration: C): M
}

/** A registry of prom-client, as far as it is used here. */
export interface PrometheusRegistry {
  /** The metric of this name, if there is one. */
  getSingleMetric(name: string): object | undefined
  /** Takes the metric of this name out. */
  removeSingleMetric(name: string): void
  /** How a metric registers itself. */
  registerMetric(metric: never): void
}

/** prom-client, as far as it is used here: `import * as client from 'prom-client'`. */
export interface PrometheusClient {
  /** The registry of those who name no other. */
  readonly register: PrometheusRegistry
  /** For what goes up and down. */
  readonly Gauge: Makes<Scraped, Gauge>
  /** For what only grows. */
  readonly Counter: Makes<Scraped, Counter>
  /** For how long something took. */
  readonly Histogram: Makes<Buckets, Histogram>
}
