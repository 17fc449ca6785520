import { OwnSlots, type Rounds, type Slots } from './own-slots'
import type { Release } from '../types'

/** The largest round: from this size on, rounds gain nothing. */
const most = 256

/**
 * A gate's own slots, and in the end rounds of twice as many each time: those who are held do not all
 * come in at once when there is nothing left to wait for.
 */
export class SlowStartSlots implements Slots {
  readonly #own: OwnSlots
  readonly #concurrency: number
  /** How many were let in this round; 0 before the first. */
  #size = 0
  #left = 0
  #taken = 0
  #rounds: Rounds | undefined

  constructor(concurrency: number) {
    this.#own = new OwnSlots(concurrency)
    this.#concurrency = concurrency
  }

  /** From now on there are rounds. */
  beginRounds(rounds: Rounds): void {
    this.#rounds = rounds
  }

  get mayBeFree(): boolean {
    if (this.#rounds === undefined) return this.#own.mayBeFree
    return this.#left > 0 || this.#taken === 0
  }

  tryTake(): Release | undefined {
    if (this.#rounds === undefined) {
      const release = this.#own.tryTake()
      return release && this.#count(release)
    }
    if (this.#taken === 0) this.#beginRound(this.#rounds)
    if (this.#left === 0) return undefined
    this.#left--
    return this.#count(() => undefined)
  }

  async take(): Promise<Release> {
    if (this.#isInRounds()) throw new Error('A round is not waited for.')
    const release = this.#count(await this.#own.take())
    // It was on its way when the rounds began: that is the first of them.
    if (this.#isInRounds()) {
      this.#size = this.#concurrency
      this.#left = Math.max(0, this.#size - this.#taken)
    }
    return release
  }

  stop(): void {
    this.#own.stop()
  }

  #isInRounds(): boolean {
    return this.#rounds !== undefined
  }

  #beginRound(rounds: Rounds): void {
    if (rounds.arePaused()) {
      this.#left = 1
      return
    }
    this.#size = this.#size === 0 ? this.#concurrency : this.#size * 2
    this.#left = this.#size
    if (this.#size > most) rounds.passed()
  }

  #count(release: Release): Release {
    this.#taken++
    return () => {
      this.#taken--
      release()
    }
  }
}
