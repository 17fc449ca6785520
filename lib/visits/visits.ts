import { AsyncLocalStorage } from 'node:async_hooks'
import { Arrival } from './arrival'
import type { Visit } from './visit'

/** Tells on behalf of which request inside something runs, by its async context. */
export class Visits {
  readonly #storage = new AsyncLocalStorage<Visit | Arrival>()
  #isStopped = false

  get current(): Visit | undefined {
    const context = this.#storage.getStore()
    return context instanceof Arrival ? context.latest : context
  }

  /** The same, if that request is still inside. */
  get inside(): Visit | undefined {
    const visit = this.current
    return visit?.isInside === true ? visit : undefined
  }

  /** Runs what a request causes. */
  run(visit: Visit, work: () => void): void {
    // Once disabled, `run` would enable it again.
    if (this.#isStopped) work()
    else this.#storage.run(visit, work)
  }

  /**
   * What runs on from here is caused by a request that has come alone, over a connection.
   *
   * @returns where to say which; undefined when the gate has settled
   */
  arrive(): Arrival | undefined {
    return this.#enter(new Arrival())
  }

  /**
   * The same by one that was dispatched within the process, on behalf of one inside. Within `next()` its caller
   * goes on for that one.
   */
  arriveWithin(): Arrival | undefined {
    const before = this.#storage.getStore()
    return before instanceof Arrival ? this.#enter(Arrival.within(before)) : undefined
  }

  /** The gate has settled: whoever awaits something pays for no context any more. */
  stop(): void {
    this.#isStopped = true
    this.#storage.disable()
  }

  #enter(arrival: Arrival): Arrival | undefined {
    if (this.#isStopped) return undefined
    this.#storage.enterWith(arrival)
    return arrival
  }
}
