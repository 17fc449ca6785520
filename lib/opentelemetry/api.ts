/** What is said of a measurement, or of a span. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

interface InstrumentOptions {
  description: string
  unit: string
  advice?: { explicitBucketBoundaries?: number[] }
}

export interface ObservableResult {
  observe(value: number, attributes: Attributes): void
}

export interface Observable {
  addCallback(callback: (result: ObservableResult) => void): void
  removeCallback(callback: (result: ObservableResult) => void): void
}

export interface Histogram {
  record(value: number, attributes: Attributes): void
}

export interface Meter {
  createHistogram(name: string, options: InstrumentOptions): Histogram
  createObservableCounter(name: string, options: InstrumentOptions): Observable
  createObservableUpDownCounter(name: string, options: InstrumentOptions): Observable
  createObservableGauge(name: string, options: InstrumentOptions): Observable
}

interface Span {
  setStatus(status: { code: number; message: string }): unknown
  recordException(exception: Error): void
  end(endTime: number): void
}

export interface Tracer {
  startSpan(
    name: string,
    options: {
      root?: boolean
      startTime: number
      attributes: Record<string, string | number | boolean>
    },
  ): Span
}

/** `@opentelemetry/api`, as far as it is used here: `import * as api from '@opentelemetry/api'`. */
export interface OpenTelemetryApi {
  /** For measurements. */
  readonly metrics: {
    /** What measures, under a name. */
    getMeter(name: string): Meter
  }
  /** For spans. */
  readonly trace: {
    /** What makes spans, under a name. */
    getTracer(name: string): Tracer
  }
  /** How a span ended. */
  readonly SpanStatusCode: {
    /** By failing. */
    readonly ERROR: number
  }
}
