import type { ImportSettledEvent, PendingImport } from '../types'

/** A dynamic `import()`, or other boot work that somebody asked the gate to wait for. */
export interface TrackedWork {
  readonly kind: 'import' | 'work'
  readonly label: string
  readonly parentURL: string | null
  /** Method and path of the request that caused it. */
  readonly request: string | null
}

type Started = TrackedWork & { readonly startedAt: number }

export interface ImportTrackerEvents {
  started(kind: TrackedWork['kind']): void
  settled(kind: TrackedWork['kind'], event: ImportSettledEvent): void
}

/** Knows what is being loaded, whoever reports it. */
export class ImportTracker {
  readonly #events: ImportTrackerEvents
  readonly #pending = new Map<object, Started>()
  readonly #succeeded = new Set<string>()
  #settled = 0
  #failed = 0

  constructor(events: ImportTrackerEvents) {
    this.#events = events
  }

  get settled(): number {
    return this.#settled
  }

  get failed(): number {
    return this.#failed
  }

  /** @param key - whoever reports the end gives the same object again */
  start(key: object, work: TrackedWork): void {
    // What has succeeded once is in Node's cache: it is no boot work any more.
    if (work.kind === 'import' && this.#succeeded.has(identify(work))) return
    this.#pending.set(key, { ...work, startedAt: performance.now() })
    this.#events.started(work.kind)
  }

  /** Does nothing for a key that was not started here. */
  settle(key: object, status: 'fulfilled' | 'rejected', error?: unknown): void {
    const work = this.#pending.get(key)
    if (work === undefined) return
    this.#pending.delete(key)
    this.#settled++
    if (status === 'rejected') this.#failed++
    else if (work.kind === 'import') this.#succeeded.add(identify(work))
    const { kind, label, parentURL, request, startedAt } = work
    const durationMs = performance.now() - startedAt
    this.#events.settled(kind, { label, parentURL, request, status, error, durationMs })
  }

  pending(): (PendingImport & Pick<TrackedWork, 'kind'>)[] {
    const now = performance.now()
    return Array.from(this.#pending.values(), ({ startedAt, ...work }) => ({
      ...work,
      ageMs: now - startedAt,
    }))
  }

  /** Forgets what is pending; its end is of no interest any more. */
  clear(): void {
    this.#pending.clear()
    this.#succeeded.clear()
  }
}

function identify({ label, parentURL }: TrackedWork): string {
  return `${parentURL ?? ''}\n${label}`
}
