import type { ModelRequest } from './request'

export interface Work {
  readonly kind: 'import' | 'work'
  /** Parent and specifier of an import. */
  readonly name: string
  /** The request that has caused it, and had a slot then. */
  readonly owner: ModelRequest | undefined
  readonly startedAt: number
}

/** Contract, "Opening": the imports and the tracked work that have to settle. */
export class ModelBootWork {
  readonly pending = new Map<number, Work>()
  settled = 0
  failed = 0
  readonly #settledOnce = new Set<string>()
  readonly #quietMs: number
  #lastImportSettledAt: number | undefined
  #isQuiet = true

  constructor(quietMs: number) {
    this.#quietMs = quietMs
  }

  /**
   * An import that settled once is boot work no more, whatever its query.
   *
   * @returns whether it is waited for
   */
  start(key: number, work: Work): boolean {
    if (work.kind === 'import') {
      if (this.#settledOnce.has(moduleOf(work.name))) return false
      this.#isQuiet = false
    }
    this.pending.set(key, work)
    return true
  }

  /** @returns what it was, if it was waited for */
  settle(key: number, failed: boolean, now: number): Work | undefined {
    const work = this.pending.get(key)
    if (work === undefined) return undefined
    this.pending.delete(key)
    this.settled++
    if (failed) this.failed++
    if (work.kind === 'import') {
      this.#lastImportSettledAt = now
      this.#settledOnce.add(moduleOf(work.name))
    }
    return work
  }

  /** When the quiet window ends, if nothing disturbs it. */
  get quietFrom(): number {
    const isDue = !this.#isQuiet && !this.#has('import') && this.#lastImportSettledAt !== undefined
    return isDue ? (this.#lastImportSettledAt ?? 0) + this.#quietMs : Infinity
  }

  /** @returns whether it has become quiet just now */
  becomeQuiet(now: number): boolean {
    if (now < this.quietFrom) return false
    this.#isQuiet = true
    return true
  }

  get isSettled(): boolean {
    return this.pending.size === 0 && this.#isQuiet
  }

  get hasTracked(): boolean {
    return this.#has('work')
  }

  /** When that was started which is pending for longest. */
  get oldest(): number {
    return Math.min(Infinity, ...Array.from(this.pending.values(), ({ startedAt }) => startedAt))
  }

  #has(wanted: Work['kind']): boolean {
    return [...this.pending.values()].some(({ kind }) => kind === wanted)
  }
}

/** A `data:` URL is all content. */
function moduleOf(name: string): string {
  return name.includes('\ndata:') ? name : name.replace(/[?#].*/, '')
}
