import * as api from '@opentelemetry/api'
import { DataPointType, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { stopAfterTest } from './cleanup'

class Reader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve()
  }

  protected override onShutdown(): Promise<void> {
    return Promise.resolve()
  }
}

/** A number; of a histogram how many there were, and their sum. */
type Measured = number | { readonly count: number; readonly sum: number | undefined }

/** What an SDK has been told. */
export interface Telemetry {
  readonly spans: () => ReadableSpan[]
  /** Each metric, with its unit: by its attributes, what was measured. */
  readonly metrics: () => Promise<Record<string, Record<string, Measured>>>
  /** The same metrics, as the SDK gives them: their bounds. */
  readonly boundsOf: (name: string) => Promise<readonly number[]>
}

/** Starts the real SDK, until the test is over. */
export function startTelemetry(...processors: SpanProcessor[]): Telemetry {
  const exporter = new InMemorySpanExporter()
  const traces = new NodeTracerProvider({
    spanProcessors: [...processors, new SimpleSpanProcessor(exporter)],
  })
  traces.register()
  const reader = new Reader()
  api.metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  stopAfterTest(() => {
    api.metrics.disable()
    api.trace.disable()
    api.context.disable()
  })
  const collect = async () => {
    const { resourceMetrics, errors } = await reader.collect()
    if (errors.length > 0) throw errors[0]
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics)
  }
  return {
    spans: () => exporter.getFinishedSpans(),
    metrics: async () =>
      Object.fromEntries(
        (await collect()).map(({ descriptor: { name, unit }, dataPoints, dataPointType }) => [
          `${name} ${unit}`,
          Object.fromEntries(
            dataPoints.map(({ attributes, value }) => [
              Object.entries(attributes)
                .map(([key, what]) => `${key}=${String(what)}`)
                .sort()
                .join(),
              dataPointType === DataPointType.HISTOGRAM ? summaryOf(value) : (value as number),
            ]),
          ),
        ]),
      ),
    boundsOf: async (name) => {
      const metric = (await collect()).find(({ descriptor }) => descriptor.name === name)
      const value = metric?.dataPoints[0]?.value as { buckets: { boundaries: number[] } }
      return value.buckets.boundaries
    },
  }
}

function summaryOf(value: unknown): Measured {
  const { count, sum } = value as { count: number; sum?: number }
  return { count, sum }
}

export function durationMs({ duration: [seconds, nanos] }: ReadableSpan): number {
  return seconds * 1000 + nanos / 1e6
}
