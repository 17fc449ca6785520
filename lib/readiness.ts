import type { GateState } from './gate-state'

/** Whether a gate lets its service answer: what orchestrators ask. */
export class Readiness {
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
    this.update()
  }

  /** `gate.shutdown()` was called, whatever it has changed. */
  shutDown(): void {
    this.#isShutDown = true
  }

  /** To be called when the state has changed. */
  update(): void {
    if (this.isReady) this.#hasBeenReady = true
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
}
