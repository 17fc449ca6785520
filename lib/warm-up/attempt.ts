import { Deferred } from '../deferred'
import { duration } from '../text'
import { after, type Pending } from '../timers'
import type { ExchangeEvents } from './exchange'
import type { PlannedRequest } from './requests'
import type { WarmUpResult } from '../types'

/** How much later than the gate itself a request is given up, where the gate does not, in milliseconds. */
const graceMs = 100

/**
 * One request of a warm-up. It is over when its answer has come, or goes on as a stream, and the gate has
 * counted it.
 */
export class Attempt implements ExchangeEvents {
  readonly #request: PlannedRequest
  readonly #limitMs: number
  readonly #streamTimeoutMs: number
  readonly #begunAt = performance.now()
  readonly #result = new Deferred<WarmUpResult>()
  #limit: Pending | undefined
  #streamTimer: Pending | undefined
  #status: number | null = null
  #location: string | null = null
  /** Whether the client has all that it waits for. */
  #isAnswered = false
  /** Whether the gate still has something to tell of it. */
  #isInGate = false

  /** @param limitMs - how long it may take from its admission on, or, where it meets no gate, in all */
  constructor(request: PlannedRequest, limitMs: number, streamTimeoutMs: number) {
    this.#request = request
    this.#limitMs = limitMs
    this.#streamTimeoutMs = streamTimeoutMs
    this.#limitFrom(limitMs)
  }

  get result(): Promise<WarmUpResult> {
    return this.#result.promise
  }

  /** Called when it is given up. */
  onGivenUp: (() => void) | undefined

  // What the client hears

  head(status: number, location: string | null): void {
    this.#status = status
    this.#location = location
    if (this.#streamTimeoutMs === 0) return
    this.#streamTimer = after(this.#streamTimeoutMs, () => {
      this.ended()
    })
  }

  ended(): void {
    this.#isAnswered = true
    this.#endIfOver()
  }

  failed(error: Error): void {
    if (!this.#isAnswered) this.#end(null, error)
  }

  // What the gate tells

  arrived(): void {
    this.#isInGate = true
    // It may wait for as long as it takes until its turn.
    this.#limit?.cancel()
  }

  admitted(): void {
    this.#limitFrom(this.#limitMs + graceMs)
  }

  leftGate(): void {
    if (!this.#isInGate) return
    this.#isInGate = false
    // What rejects or lets pass may leave it without an answer.
    this.#limitFrom(this.#limitMs)
    this.#endIfOver()
  }

  /** The gate has taken its slot away. */
  timedOut(): void {
    this.giveUp(`after ${duration(this.#limitMs)}`)
  }

  giveUp(reason: string): void {
    const { method, path } = this.#request
    this.#end(null, new Error(`bootstrap-gate: ${method} ${path} was given up ${reason}.`))
    this.onGivenUp?.()
  }

  #limitFrom(limitMs: number): void {
    this.#limit?.cancel()
    this.#limit = after(limitMs, () => {
      this.timedOut()
    })
  }

  #endIfOver(): void {
    if (this.#isAnswered && !this.#isInGate) this.#end(this.#status, null)
  }

  #end(status: number | null, error: Error | null): void {
    this.#limit?.cancel()
    this.#streamTimer?.cancel()
    // What the gate tells of it now sets no timer any more.
    this.#isInGate = false
    const { method, path } = this.#request
    const durationMs = performance.now() - this.#begunAt
    this.#result.resolve({ method, path, status, durationMs, location: this.#location, error })
  }
}
