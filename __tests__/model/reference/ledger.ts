import type { GatePlan, ListenedEvent, Meddler } from '../plans'

/** What the gate is to have counted, warned of and let be thrown. */
export class ModelLedger {
  readonly counts = {
    completed: 0,
    admitted: 0,
    skipped: 0,
    streamed: 0,
    nested: 0,
    gaveWay: 0,
    aborted: 0,
    slotTimeouts: 0,
  }
  readonly rejected: Record<string, number> = {}
  readonly warnings: Record<string, number> = {}
  /** Exceptions of a turn of their own, and those that reached whoever called the gate. */
  readonly thrown = { uncaught: 0, toCaller: 0 }
  readonly #plan: GatePlan
  readonly #meddle: (call: Meddler['call']) => void
  readonly #warnedOf = new Set<string>()
  #meddlerHeard = 0

  /** @param meddle - what a listener calls */
  constructor(plan: GatePlan, meddle: (call: Meddler['call']) => void) {
    this.#plan = plan
    this.#meddle = meddle
  }

  countRejected(reason: string): void {
    this.rejected[reason] = (this.rejected[reason] ?? 0) + 1
    this.emit('reject')
  }

  emit(event: ListenedEvent): void {
    const { brokenListeners, meddler } = this.#plan
    if (brokenListeners.includes(event)) this.warnOnce(event)
    if (meddler?.event !== event) return
    this.#meddlerHeard++
    if (this.#meddlerHeard >= meddler.from) this.#meddle(meddler.call)
  }

  /** A callback that fails is warned of once. */
  warnOnce(callback: string): void {
    if (this.#warnedOf.has(callback)) return
    this.#warnedOf.add(callback)
    this.warn('CALLBACK_ERROR')
  }

  warn(code: string): void {
    this.warnings[code] = (this.warnings[code] ?? 0) + 1
  }
}
