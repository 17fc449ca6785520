import type { PendingWork, ToldWork } from '../telling/telling'
import type { ImportSettledEvent } from '../types'
import type { Visit } from '../visits/visit'

/** Work, and the request with a slot that has caused it. */
type OwnedWork = ToldWork & { readonly owner: Visit | undefined }

type Started = OwnedWork & { readonly startedAt: number }

export interface ImportTrackerEvents {
  started(work: OwnedWork): void
  /** `work` is the object that was told when it started. */
  settled(work: OwnedWork, event: ImportSettledEvent): void
}

/** Knows what is being loaded, whoever reports it. */
export class ImportTracker {
  readonly #events: ImportTrackerEvents
  readonly #pending = new Map<object, Started>()
  readonly #settledOnce = new Set<string>()

  constructor(events: ImportTrackerEvents) {
    this.#events = events
  }

  /** @param key - whoever reports the end gives the same object again */
  start(key: object, work: OwnedWork): void {
    // It is in Node's cache, or will fail again: it is no longer boot work.
    if (work.kind === 'import' && this.#settledOnce.has(identify(work))) return
    const started = { ...work, startedAt: performance.now() }
    this.#pending.set(key, started)
    this.#events.started(started)
  }

  /** Does nothing for a key that was not started here. */
  settle(key: object, status: 'fulfilled' | 'rejected', error?: unknown): void {
    const work = this.#pending.get(key)
    if (work === undefined) return
    this.#pending.delete(key)
    const { label, parentURL, request, startedAt } = work
    if (work.kind === 'import') this.#settledOnce.add(identify(work))
    const durationMs = performance.now() - startedAt
    this.#events.settled(work, { label, parentURL, request, status, error, durationMs })
  }

  pending(): PendingWork[] {
    const now = performance.now()
    return Array.from(this.#pending.values(), ({ kind, label, parentURL, request, startedAt }) => ({
      kind,
      label,
      parentURL,
      request,
      ageMs: now - startedAt,
    }))
  }

  /** Forgets what is pending; its end is of no interest any more. */
  clear(): void {
    this.#pending.clear()
    this.#settledOnce.clear()
  }
}

/** A query or a fragment makes another module of a file, not other work; a `data:` URL is all content. */
function identify({ label, parentURL }: ToldWork): string {
  const module = label.startsWith('data:') ? label : label.replace(/[?#].*$/s, '')
  return `${parentURL ?? ''}\n${module}`
}
