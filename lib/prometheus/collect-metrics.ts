import type { PrometheusClient, PrometheusRegistry } from './client'
import { Arguments } from '../following/arguments'
import { follow } from '../following/follow'
import { GateMetrics, type Source } from './gate-metrics'
import { metricNames, metrics } from './metrics'
import type { AnyRequest, BootstrapGate } from '../types'

/** What {@link collectMetrics} needs. */
export interface CollectMetricsOptions {
  /** prom-client itself: `import * as client from 'prom-client'`. */
  readonly client: PrometheusClient
  /** Where the metrics go. Default: `client.register`. */
  readonly registry?: PrometheusRegistry | undefined
  /**
   * More labels for all of them, and their values: what tells the gates of one registry apart. All of these
   * have the same names of labels. Default: none.
   */
  readonly labels?: Readonly<Record<string, string | number>> | undefined
}

const given = new Arguments('collectMetrics')

/**
 * Puts the metrics of a gate into a registry of prom-client; see docs/observability.md for what they are. Call
 * it right after the gate was made: times are measured from then on, counts are complete in any case.
 *
 * @returns takes them out again
 * @throws TypeError for a gate, a client, a registry or labels of the wrong shape; for a registry in which
 * a gate has the same labels, or other names of labels, or in which a metric of somebody else has the name of
 * one of these
 * @see https://github.com/siimon/prom-client
 * @example
 * import * as client from 'prom-client'
 * import { bootstrapGate } from 'bootstrap-gate'
 * import { collectMetrics } from 'bootstrap-gate/prometheus'
 *
 * const gate = bootstrapGate()
 * collectMetrics(gate, { client })
 */
export function collectMetrics<Req extends AnyRequest>(
  gate: BootstrapGate<Req>,
  options: CollectMetricsOptions,
): () => void {
  given.checkGate(gate)
  given.checkOptions(options, ['client', 'registry', 'labels'])
  const { client } = options
  given.checkMethods('client', 'prom-client', client, ['Gauge', 'Counter', 'Histogram'])
  const registry = options.registry ?? client.register
  const methods = ['getSingleMetric', 'removeSingleMetric', 'registerMetric']
  given.checkMethods('registry', 'a Registry of prom-client', registry, methods)
  checkLabels(options.labels)
  const labels = { ...options.labels }
  const all = metricsIn(registry, client, labels)
  const source: Source = { gate, labels, opened: undefined }
  all.add(source)
  source.gate.opened.then(
    (info) => {
      source.opened = info
    },
    () => undefined,
  )
  const stopFollowing = follow(source.gate, {
    admit: ({ waitedMs }) => {
      all.observeWait(source, waitedMs)
    },
    reject: ({ error: { reason, waitedMs } }) => {
      // It has not waited: there was no room for it.
      if (reason !== 'queue-full') all.observeWait(source, waitedMs)
    },
    importSettled: (settled) => {
      all.observeImport(source, settled)
    },
  })
  return () => {
    stopFollowing()
    all.remove(source)
  }
}

/** prom-client itself says which names it takes. */
function checkLabels(labels: object = {}): void {
  given.checkValues('labels', labels, ['string', 'number'])
  const own = new Set<string>([
    'le',
    ...Object.values(metrics).flatMap((metric) => metric.labelNames),
  ])
  const taken = Object.keys(labels).find((name) => own.has(name))
  if (taken === undefined) return
  throw given.wrong(
    'labels',
    `without ${[...own].join(', ')}, which the metrics have themselves`,
    taken,
  )
}

function metricsIn(
  registry: PrometheusRegistry,
  client: PrometheusClient,
  labels: Source['labels'],
): GateMetrics {
  const names = Object.keys(labels).sort()
  const there = GateMetrics.in(registry)
  if (there === undefined) {
    const taken = metricNames.find((name) => registry.getSingleMetric(name) !== undefined)
    if (taken === undefined) return new GateMetrics(client, registry, names)
    throw given.wrong('registry', 'one without metrics of these names', taken)
  }
  const first = there.labelNames
  if (first.join() !== names.join()) {
    const allowed = `with the names of the gate that is there before: ${listed(first)}`
    throw given.wrong('labels', allowed, names.join())
  }
  if (
    there.sources.some((other) => names.every((name) => same(other.labels[name], labels[name])))
  ) {
    const advice = 'Give each gate labels of its own, such as `{ gate: "api" }`.'
    const allowed = 'others than those of a gate in the same registry'
    throw given.wrong('labels', allowed, JSON.stringify(labels), advice)
  }
  return there
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join())

/** To Prometheus all values are texts. */
const same = (one: unknown, other: unknown): boolean => String(one) === String(other)
