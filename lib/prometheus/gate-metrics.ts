import type { Counter, Gauge, Histogram, PrometheusClient, PrometheusRegistry } from './client'
import { countRequests, secondsBuckets, states } from '../following/readings'
import { metricNames, metrics } from './metrics'
import type { BootstrapGate, ImportSettledEvent, OpenedInfo } from '../types'

/** A gate, and what tells it from others in the same registry. */
export interface Source {
  readonly gate: BootstrapGate
  readonly labels: Readonly<Record<string, string | number>>
  /** How it has opened, once it has. */
  opened: OpenedInfo | undefined
}

type Name = keyof typeof metrics
type Read = (source: Source, tell: (labels: Source['labels'], value: number) => void) => void

/** Leads from a metric that was made here to all of them. */
const family = Symbol('bootstrap-gate.metrics')

const importStatuses: readonly ImportSettledEvent['status'][] = ['fulfilled', 'rejected']

/** The metrics of all gates of one registry. What a gate knows of itself is read at each scrape. */
export class GateMetrics {
  readonly labelNames: readonly string[]
  readonly #sources = new Set<Source>()
  readonly #registry: PrometheusRegistry
  readonly #wait: Histogram
  readonly #imports: Histogram

  /** Makes them in a registry that has none of their names. */
  constructor(
    client: PrometheusClient,
    registry: PrometheusRegistry,
    labelNames: readonly string[],
  ) {
    this.#registry = registry
    this.labelNames = labelNames
    const configure = (name: Name) => ({
      name: metrics[name].name,
      help: metrics[name].help,
      labelNames: [...metrics[name].labelNames, ...labelNames],
      registers: [registry as never],
    })
    const gauge = (name: Name, read: Read, aggregator: 'sum' | 'max' = 'sum'): Gauge => {
      const collect = (): void => {
        made.reset()
        for (const source of this.#sources) read(source, made.set.bind(made))
      }
      const made: Gauge = new client.Gauge({ ...configure(name), aggregator, collect })
      return made
    }
    const state = gauge('state', ({ gate, labels }, tell) => {
      for (const one of states) tell({ ...labels, state: one }, Number(gate.state === one))
    })
    Object.assign(state, { [family]: this })
    gauge('queued', ({ gate, labels }, tell) => {
      tell(labels, gate.stats().queued)
    })
    const tellBoot: Read = ({ opened, labels }, tell) => {
      if (opened === undefined) return
      tell({ ...labels, reason: opened.reason }, opened.bootMs / 1000)
    }
    gauge('bootDuration', tellBoot, 'max')
    const requests: Counter = new client.Counter({
      ...configure('requests'),
      aggregator: 'sum',
      collect: () => {
        requests.reset()
        for (const { gate, labels } of this.#sources) {
          for (const { outcome, reason, count } of countRequests(gate.stats())) {
            requests.inc({ ...labels, outcome, reason }, count)
          }
        }
      },
    })
    const buckets = [...secondsBuckets]
    this.#wait = new client.Histogram({ ...configure('wait'), buckets })
    this.#imports = new client.Histogram({ ...configure('imports'), buckets })
  }

  /** Those that are in a registry, if there are any. */
  static in(registry: PrometheusRegistry): GateMetrics | undefined {
    const state = registry.getSingleMetric(metrics.state.name)
    return (state as { [family]?: GateMetrics } | undefined)?.[family]
  }

  get sources(): readonly Source[] {
    return [...this.#sources]
  }

  add(source: Source): void {
    this.#sources.add(source)
    this.#wait.zero(source.labels)
    for (const status of importStatuses) this.#imports.zero({ ...source.labels, status })
  }

  /** Takes all of a gate away; with the last one the metrics themselves. */
  remove(source: Source): void {
    if (!this.#sources.delete(source)) return
    this.#wait.remove(source.labels)
    for (const status of importStatuses) this.#imports.remove({ ...source.labels, status })
    if (this.#sources.size > 0 || GateMetrics.in(this.#registry) !== this) return
    for (const name of metricNames) this.#registry.removeSingleMetric(name)
  }

  observeWait({ labels }: Source, ms: number): void {
    this.#wait.observe(labels, ms / 1000)
  }

  observeImport({ labels }: Source, { status, durationMs }: ImportSettledEvent): void {
    this.#imports.observe({ ...labels, status }, durationMs / 1000)
  }
}
