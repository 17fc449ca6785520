import { AsyncLocalStorage } from 'node:async_hooks'
import type { Visit } from './visit'

/** Tells on behalf of which request inside something runs, by its async context. */
export class Visits {
  readonly #storage = new AsyncLocalStorage<Visit>()
  #isStopped = false

  get current(): Visit | undefined {
    return this.#storage.getStore()
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

  /** The gate has settled: whoever awaits something pays for no context any more. */
  stop(): void {
    this.#isStopped = true
    this.#storage.disable()
  }
}
