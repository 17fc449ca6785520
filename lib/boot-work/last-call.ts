import { after, type Pending } from '../timers'

/** How long imports alone may keep the gate closed before it lets nobody in any more, in milliseconds. */
const patienceMs = 1000
/** For how long it lets nobody in then. */
const longestMs = 2000

/**
 * Ends a boot that ever new imports would keep going: once the required completions have been there for a
 * while, and imports alone have kept the gate closed since, nobody more is let in until it is quiet. Once
 * in a boot; if an import is stuck, things go on as before.
 */
export class LastCall {
  readonly #patienceMs: number
  readonly #isDue: () => boolean
  readonly #onLift: () => void
  #state: 'up' | 'down' | 'over' = 'up'
  #timer: Pending | undefined

  /**
   * @param isDue - whether imports alone keep the gate closed
   * @param onLift - called when somebody may come in again
   */
  constructor(quietMs: number, isDue: () => boolean, onLift: () => void) {
    this.#patienceMs = Math.max(patienceMs, quietMs)
    this.#isDue = isDue
    this.#onLift = onLift
  }

  /** Whether nobody is to be let in. */
  get isDown(): boolean {
    return this.#state === 'down'
  }

  /** The completions are there, or something else than an import has kept the gate closed meanwhile. */
  begin(): void {
    if (this.#state !== 'up') return
    this.#timer?.cancel()
    this.#timer = after(this.#patienceMs, () => {
      if (this.#isDue()) this.#bar()
      else this.begin()
    })
  }

  /** For good: leaves no timer. */
  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#state = 'over'
  }

  #bar(): void {
    this.#state = 'down'
    this.#timer = after(longestMs, () => {
      this.stop()
      this.#onLift()
    })
  }
}
