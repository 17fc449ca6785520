import type { GateStatus } from './types'

/**
 * Decides when the gate opens. It is told what happens, and knows no HTTP, no clock and no module
 * loader.
 */
export class GateState {
  readonly requiredCompletions: number
  #status: GateStatus = 'closed'
  #completed = 0
  #importsInFlight = 0
  #workInFlight = 0
  #quiet = true
  #prerequisitesMet = false
  #warmUps = 0
  #completedByWarmUps = 0
  #hasBeenWarmedUp = false

  constructor(requiredCompletions: number) {
    this.requiredCompletions = requiredCompletions
  }

  get status(): GateStatus {
    return this.#status
  }

  get completed(): number {
    return this.#completed
  }

  get prerequisitesMet(): boolean {
    return this.#prerequisitesMet
  }

  /** Whether requests are let in, or would be if there were any. */
  get isReadyToAdmit(): boolean {
    return this.#prerequisitesMet && this.#warmUps === 0
  }

  /** Whether warm-ups alone have completed as many requests as are required. */
  get isWarmedUp(): boolean {
    return this.#hasBeenWarmedUp && this.#completedByWarmUps >= this.requiredCompletions
  }

  get isWarmingUp(): boolean {
    return this.#warmUps > 0
  }

  /** Whether no import has been in flight for the whole of the quiet window. */
  get isQuiet(): boolean {
    return this.#importsInFlight === 0 && this.#quiet
  }

  get importsInFlight(): number {
    return this.#importsInFlight
  }

  /** Whether as many requests have completed as are required. */
  get hasCompletions(): boolean {
    return this.#completed >= this.requiredCompletions
  }

  /** Whether all that the gate waits for has happened. */
  get isReady(): boolean {
    return this.#lacksAtMostImports && this.isQuiet
  }

  /** Whether imports are all that keeps the gate closed. */
  get onlyImportsAreMissing(): boolean {
    return this.#lacksAtMostImports && !this.isReady
  }

  get #lacksAtMostImports(): boolean {
    return (
      this.#status === 'closed' &&
      this.isReadyToAdmit &&
      this.hasCompletions &&
      this.#workInFlight === 0
    )
  }

  /**
   * A request was completed, and counts, unless the gate has settled.
   *
   * @returns whether it was the last that is required
   */
  requestCompleted(isWarmUp = false): boolean {
    if (this.#status !== 'closed') return false
    this.#completed++
    if (isWarmUp) this.#completedByWarmUps++
    return this.#completed === this.requiredCompletions
  }

  warmUpStarted(): void {
    this.#warmUps++
    this.#hasBeenWarmedUp = true
  }

  warmUpEnded(): void {
    this.#warmUps--
  }

  prerequisitesFulfilled(): void {
    this.#prerequisitesMet = true
  }

  workStarted(): void {
    this.#workInFlight++
  }

  workSettled(): void {
    this.#workInFlight--
  }

  importStarted(): void {
    this.#importsInFlight++
    this.#quiet = false
  }

  importSettled(): void {
    this.#importsInFlight--
  }

  /** No import has been in flight for the whole of the quiet window. */
  quietWindowPassed(): void {
    if (this.#importsInFlight === 0) this.#quiet = true
  }

  /**
   * Moves to where the gate can go from where it is: a closed gate opens, fails or stops, a failed
   * one can still be stopped. An open gate stays open.
   *
   * @returns whether it moved
   */
  moveTo(status: 'open' | 'failed' | 'stopped'): boolean {
    const possible =
      this.#status === 'closed' || (this.#status === 'failed' && status === 'stopped')
    if (possible) this.#status = status
    return possible
  }
}
