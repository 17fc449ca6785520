/** What a function that `gate.lazy` made has done: how often it loaded, and what its callers got. */
export class ModelLazy {
  loads = 0
  readonly results: string[] = []
  #state: 'idle' | 'loading' | 'loaded' = 'idle'
  #waiting: number[] = []

  get isLoading(): boolean {
    return this.#state === 'loading'
  }

  /** @returns whether it begins to load */
  call(): boolean {
    const begins = this.#state === 'idle'
    if (begins) {
      this.loads++
      this.#state = 'loading'
    }
    const caller = this.results.push(this.#state === 'loaded' ? this.#result('loaded') : '') - 1
    if (this.isLoading) this.#waiting.push(caller)
    return begins
  }

  /** All callers get the same; a failure is forgotten. */
  settle(failed: boolean): void {
    for (const caller of this.#waiting)
      this.results[caller] = this.#result(failed ? 'failed' : 'loaded')
    this.#waiting = []
    this.#state = failed ? 'idle' : 'loaded'
  }

  #result(how: string): string {
    return `${how} ${String(this.loads)}`
  }
}
