import type { Attributes, Histogram, Meter, Observable, ObservableResult } from './api'
import { countRequests, secondsBuckets } from '../following/readings'
import type { BootstrapGate, ImportSettledEvent, OpenedInfo } from '../types'

/** The measurements of one gate. What it knows of itself is read when it is asked for. */
export class Metrics {
  readonly #gate: BootstrapGate
  readonly #attributes: Attributes
  readonly #wait: Histogram
  readonly #imports: Histogram
  readonly #observed: (readonly [Observable, (result: ObservableResult) => void])[]
  #opened: OpenedInfo | undefined

  constructor(gate: BootstrapGate, meter: Meter, attributes: Attributes) {
    this.#gate = gate
    this.#attributes = attributes
    gate.opened.then(
      (info) => {
        this.#opened = info
      },
      () => undefined,
    )
    const seconds = { unit: 's', advice: { explicitBucketBoundaries: [...secondsBuckets] } }
    this.#wait = meter.createHistogram('bootstrap_gate.request.wait.duration', {
      ...seconds,
      description: 'How long requests were held, until they were let in or, for that, rejected.',
    })
    this.#imports = meter.createHistogram('bootstrap_gate.import.duration', {
      ...seconds,
      description: 'How long imports and tracked work have taken until the gate opened.',
    })
    const boot = meter.createObservableGauge('bootstrap_gate.boot.duration', {
      unit: 's',
      description: 'How long the boot has taken, from the first request to the opening.',
    })
    const requests = meter.createObservableCounter('bootstrap_gate.requests', {
      unit: '{request}',
      description: 'Requests that met the gate until it opened, by what it did with them.',
    })
    const queued = meter.createObservableUpDownCounter('bootstrap_gate.queued_requests', {
      unit: '{request}',
      description: 'Requests that are held now.',
    })
    this.#observed = [
      [boot, this.#observeBoot.bind(this)],
      [requests, this.#observeRequests.bind(this)],
      [queued, this.#observeQueued.bind(this)],
    ]
    for (const [observable, observe] of this.#observed) observable.addCallback(observe)
  }

  /** Nothing is read any more. */
  stop(): void {
    for (const [observable, observe] of this.#observed) observable.removeCallback(observe)
  }

  waited(ms: number): void {
    this.#wait.record(ms / 1000, this.#attributes)
  }

  importSettled({ status, durationMs }: ImportSettledEvent): void {
    this.#imports.record(durationMs / 1000, { ...this.#attributes, status })
  }

  #observeBoot(result: ObservableResult): void {
    if (this.#opened === undefined) return
    const { reason, bootMs } = this.#opened
    result.observe(bootMs / 1000, { ...this.#attributes, reason })
  }

  #observeRequests(result: ObservableResult): void {
    for (const { outcome, reason, count } of countRequests(this.#gate.stats())) {
      const why = reason === '' ? undefined : { reason }
      result.observe(count, { ...this.#attributes, outcome, ...why })
    }
  }

  #observeQueued(result: ObservableResult): void {
    result.observe(this.#gate.stats().queued, this.#attributes)
  }
}
