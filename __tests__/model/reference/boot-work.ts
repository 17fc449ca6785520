export interface Work {
  readonly kind: 'import' | 'work'
  /** Specifier and parent of an import. */
  readonly name: string
}

/** Contract, "Opening": the imports and the tracked work that have to settle. */
export class ModelBootWork {
  readonly pending = new Map<number, Work>()
  settled = 0
  failed = 0
  readonly #settledOnce = new Set<string>()
  readonly #quietMs: number
  #lastImportSettledAt: number | undefined

  constructor(quietMs: number) {
    this.#quietMs = quietMs
  }

  /** An import that settled once is boot work no more, whatever its query. */
  start(key: number, work: Work): void {
    if (work.kind === 'import' && this.#settledOnce.has(moduleOf(work.name))) return
    this.pending.set(key, work)
  }

  /** @returns whether it was tracked */
  settle(key: number, failed: boolean, now: number): boolean {
    const work = this.pending.get(key)
    if (work === undefined) return false
    this.pending.delete(key)
    this.settled++
    if (failed) this.failed++
    if (work.kind === 'import') {
      this.#lastImportSettledAt = now
      this.#settledOnce.add(moduleOf(work.name))
    }
    return true
  }

  /** When the quiet window ends, if nothing disturbs it. */
  get quietFrom(): number | undefined {
    const isLoading = [...this.pending.values()].some(({ kind }) => kind === 'import')
    if (isLoading || this.#lastImportSettledAt === undefined) return undefined
    return this.#lastImportSettledAt + this.#quietMs
  }

  isSettled(now: number): boolean {
    return this.pending.size === 0 && now >= (this.quietFrom ?? 0)
  }
}

const moduleOf = (name: string): string => name.replace(/[?#].*/, '')
