/** Contract, "Opening": ever new imports. */
const patienceMs = 1000
const longestMs = 2000

/**
 * Contract, "Opening": when the completions have been there for a while, and imports alone have kept the
 * gate closed since, nobody more is let in for a while. Once in a boot.
 */
export class ModelLastCall {
  readonly #patienceMs: number
  #state: 'idle' | 'waiting' | 'down' | 'over' = 'idle'
  #setAt = Infinity

  constructor(quietMs: number) {
    this.#patienceMs = Math.max(patienceMs, quietMs)
  }

  get isDown(): boolean {
    return this.#state === 'down'
  }

  get setAt(): number {
    return this.#setAt
  }

  get dueAt(): number {
    if (this.#state === 'waiting') return this.#setAt + this.#patienceMs
    return this.isDown ? this.#setAt + longestMs : Infinity
  }

  /** From now on imports alone may keep the gate closed. */
  begin(now: number): void {
    if (this.isDown || this.#state === 'over') return
    this.#state = 'waiting'
    this.#setAt = now
  }

  /** @param isDue - whether imports alone keep the gate closed */
  turn(isDue: boolean, now: number): void {
    if (this.isDown) this.#state = 'over'
    else if (!isDue) this.begin(now)
    else {
      this.#state = 'down'
      this.#setAt = now
    }
  }
}
