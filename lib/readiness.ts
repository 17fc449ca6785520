import type { GateState } from './gate-state'
import type { Hearer } from './telling/telling'

/** Whether a gate lets its service answer: what orchestrators ask. */
export class Readiness implements Hearer {
  readonly #state: GateState
  #isFirstTurnOver = false
  #isShutDown = false
  #hasBeenReady = false

  constructor(state: GateState) {
    this.#state = state
  }

  /** The turn in which the gate was made is over: a warm-up that was begun in it comes first. */
  firstTurnIsOver(): void {
    this.#isFirstTurnOver = true
    this.#update()
  }

  /** `gate.shutdown()` was called, whatever it has changed. */
  shutDown(): void {
    this.#isShutDown = true
  }

  prerequisitesFulfilled(): void {
    this.#update()
  }

  warmUpEnded(): void {
    this.#update()
  }

  opened(): void {
    this.#update()
  }

  get isShutDown(): boolean {
    return this.#isShutDown
  }

  /** Whether the service serves those who come: held ones, too, are served, one by one. */
  get isReady(): boolean {
    const { status, isReadyToAdmit } = this.#state
    if (this.#isShutDown) return false
    return status === 'open' || (status === 'closed' && this.#isFirstTurnOver && isReadyToAdmit)
  }

  /** Whether it has been ready once. */
  get hasBeenReady(): boolean {
    return this.#hasBeenReady
  }

  #update(): void {
    if (this.isReady) this.#hasBeenReady = true
  }
}
