import type { Rounds, Slots } from './own-slots'
import type { Release } from '../types'

/** What keeps everybody out for a while. */
export interface Bar {
  readonly bars: boolean
  /** Told whether somebody would come in now but for it. */
  keepsOut(keepsOut: boolean): void
}

/** Those who wait for their turn. */
export interface Line {
  readonly hasNext: boolean
  /** There is a slot for whoever is next, if somebody still is; else it is given back. */
  useSlot(release: Release): void
  /** Somebody has come in, or left the line. */
  changed(): void
}

/**
 * Gets slots for those whose turn it is, as long as there is somebody and nothing bars them. Only one
 * slot is waited for at a time: for the head of the line.
 */
export class Turns {
  readonly #slots: Slots
  readonly #bar: Bar
  readonly #line: Line
  #hasBegun = false
  #isGoing = false
  #awaitsSlot = false
  #stopped = false
  #isUnbarred = false

  constructor(slots: Slots, bar: Bar, line: Line) {
    this.#slots = slots
    this.#bar = bar
    this.#line = line
  }

  /** Whether somebody may be let in now, if a slot is free. */
  get isOpen(): boolean {
    return this.#hasBegun && !this.#stopped && !this.#bars
  }

  /** Whether somebody who comes now, and finds nobody waiting, may have a slot at once. */
  get mayBeAtOnce(): boolean {
    return this.isOpen && this.#slots.mayBeFree
  }

  /** From now on there are turns. */
  begin(): void {
    this.#hasBegun = true
    this.goOn()
  }

  /** From now on slots come in rounds, and nothing bars anybody any more. */
  beginRounds(rounds: Rounds): void {
    this.#isUnbarred = true
    this.#slots.beginRounds?.(rounds)
    this.goOn()
  }

  /** To be called when somebody may be next, or a slot may be free. */
  goOn(): void {
    // A request that ends at once leads back to here: the loop that let it in goes on for it.
    if (this.#isGoing) return
    this.#isGoing = true
    try {
      while (this.#isSomebodyNext && !this.#bars) {
        const release = this.#slots.tryTake()
        if (release === undefined) this.#awaitSlot()
        else this.#line.useSlot(release)
      }
    } finally {
      this.#isGoing = false
    }
    this.updateBar()
  }

  /** Tells the bar whether somebody would come in now but for it. */
  updateBar(): void {
    this.#line.changed()
    this.#bar.keepsOut(!this.#isUnbarred && this.#isSomebodyNext && this.#slots.mayBeFree)
  }

  /** For good. */
  stop(): void {
    this.#stopped = true
    this.#slots.stop()
  }

  get #bars(): boolean {
    return !this.#isUnbarred && this.#bar.bars
  }

  get #isSomebodyNext(): boolean {
    return this.#hasBegun && !this.#stopped && !this.#awaitsSlot && this.#line.hasNext
  }

  #awaitSlot(): void {
    this.#awaitsSlot = true
    this.#slots.take().then(
      (release) => {
        this.#line.useSlot(release)
        this.#awaitsSlot = false
        this.goOn()
      },
      () => {
        this.#awaitsSlot = false
        if (this.#slots.mayBeFree) this.goOn()
      },
    )
  }
}
