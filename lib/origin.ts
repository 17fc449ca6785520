import { AsyncResource } from 'node:async_hooks'

/** The async context in which a gate was made: it can be that of a request. */
export class Origin {
  #context: AsyncResource | undefined = new AsyncResource('BootstrapGate')

  /** Runs something there; once that is forgotten, where it is asked for. */
  runInAsyncScope<T>(run: () => T): T {
    return this.#context === undefined ? run() : this.#context.runInAsyncScope(run)
  }

  /** The gate has settled, and all has been told. */
  forget(): void {
    this.#context = undefined
  }
}
