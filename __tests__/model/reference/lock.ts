import type { GatePlan, MutexPlan } from '../plans'

export type LockUser = 'gate' | 'other' | 'nobody'

const faulty: readonly MutexPlan[] = ['acquireRejects', 'acquireThrows', 'givesNothing']

/**
 * Contract, `mutex`: one user at a time, first come, first served. A mutex that is at fault is
 * given up, and the gate goes on without it. One that tells that it is locked is waited for.
 */
export class ModelLock {
  readonly line: LockUser[] = []
  #givenUp: boolean
  #askedAt = 0
  readonly #plan: GatePlan
  readonly #onFault: () => void

  constructor(plan: GatePlan, onFault: () => void) {
    this.#plan = plan
    this.#givenUp = plan.mutex === 'none'
    this.#onFault = onFault
    if (plan.mutex === 'neverAnswers') this.line.push('nobody')
  }

  get isInUse(): boolean {
    return !this.#givenUp
  }

  /** The gate has asked for it, and is not inside the app with it. */
  get isAskedFor(): boolean {
    return this.isInUse && this.line.includes('gate')
  }

  /** When the gate takes it for broken. */
  get dueAt(): number {
    const { mutex, slotTimeoutMs } = this.#plan
    const waits = this.isAskedFor && this.line[0] !== 'gate'
    return waits && mutex !== 'shared' && slotTimeoutMs > 0
      ? this.#askedAt + slotTimeoutMs
      : Infinity
  }

  /** @returns whether the gate has it now, or does without */
  takeForGate(now: number): boolean {
    if (this.#givenUp) return true
    if (faulty.includes(this.#plan.mutex)) {
      this.giveUp()
      return true
    }
    if (!this.line.includes('gate')) {
      this.line.push('gate')
      this.#askedAt = now
    }
    return this.line[0] === 'gate'
  }

  releaseForGate(): void {
    if (this.line[0] !== 'gate') return
    this.line.shift()
    if (this.#plan.mutex === 'releaseThrows') this.giveUp()
  }

  /** The gate wants it no more: what it is granted it gives back. */
  leave(): void {
    this.#givenUp = true
    const place = this.line.indexOf('gate')
    if (place !== -1) this.line.splice(place, 1)
  }

  giveUp(): void {
    if (this.#givenUp) return
    this.leave()
    this.#onFault()
  }
}
