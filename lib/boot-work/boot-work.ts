import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import type { GateState } from '../gate-state'
import { listenToImports, reportsImports } from './import-channel'
import { ImportTracker } from './import-tracker'
import type { GateOptions } from '../options/options'
import { QuietWindow } from './quiet-window'
import { labelRequest } from '../request-label'
import type { Telling, ToldWork } from '../telling/telling'
import type { UserCallbacks } from '../user-callbacks'
import type { PendingImport } from '../types'

/** All that has to settle before the gate opens: imports that Node reports, and work that users do. */
export class BootWork {
  readonly importsAutomatic: boolean
  readonly #tracker: ImportTracker
  readonly #state: GateState
  readonly #quietWindow: QuietWindow
  readonly #stopListening: (() => void) | undefined
  readonly #causes: AsyncLocalStorage<string> | undefined

  /** @param changed - called when the gate may be ready */
  constructor(
    state: GateState,
    options: Pick<GateOptions, 'trackImports' | 'quietMs'>,
    callbacks: UserCallbacks,
    telling: Telling,
    changed: () => void,
  ) {
    this.#state = state
    this.#quietWindow = new QuietWindow(options.quietMs, () => {
      state.quietWindowPassed()
      changed()
    })
    this.#tracker = new ImportTracker({
      started: (work) => {
        if (work.kind === 'work') {
          state.workStarted()
        } else {
          state.importStarted()
          this.#quietWindow.disturb()
        }
        telling.tell('workStarted', work)
      },
      settled: (kind, event) => {
        if (kind === 'work') {
          state.workSettled()
        } else {
          state.importSettled()
          if (state.importsInFlight === 0) this.#quietWindow.restart()
        }
        telling.tell('workSettled', event, kind)
        if (kind === 'work') changed()
      },
    })
    this.importsAutomatic = options.trackImports && reportsImports()
    if (!options.trackImports) return
    this.#causes = new AsyncLocalStorage()
    this.#stopListening = listenToImports({
      importStarted: (key, report) => {
        if (callbacks.ignoresImport(report) || state.status !== 'closed') return
        this.#start(key, 'import', report.specifier, report.parentURL)
      },
      importSettled: (key, status, error) => {
        this.#tracker.settle(key, status, error)
      },
    })
  }

  /** Runs what a request causes; what is started by it at boot is traced to that request. */
  runFor(req: IncomingMessage, work: () => void): void {
    // Once disabled, `run` would enable it again.
    if (this.#causes === undefined || this.#state.status !== 'closed') work()
    else this.#causes.run(labelRequest(req), work)
  }

  /** @returns a promise that is given comes back itself, a thenable or a function's as a promise */
  track<T>(work: PromiseLike<T> | (() => PromiseLike<T> | T), label: string): Promise<T> {
    const key = {}
    if (this.#state.status === 'closed') this.#start(key, 'work', label, null)
    if (typeof work === 'function') return this.#run(work, key)
    const promise = Promise.resolve(work)
    promise.then(
      () => {
        this.#tracker.settle(key, 'fulfilled')
      },
      (error: unknown) => {
        this.#tracker.settle(key, 'rejected', error)
      },
    )
    return promise
  }

  /** What has not settled. */
  pending(): (PendingImport & Pick<ToldWork, 'kind'>)[] {
    return this.#tracker.pending()
  }

  /** The gate has settled: leaves no timer and no subscription. */
  stop(): void {
    this.#stopListening?.()
    this.#quietWindow.stop()
    this.#causes?.disable()
    this.#tracker.clear()
  }

  /** The promise is one of its own: nothing but its user handles its rejection. */
  async #run<T>(work: () => PromiseLike<T> | T, key: object): Promise<T> {
    try {
      const result = await work()
      this.#tracker.settle(key, 'fulfilled')
      return result
    } catch (error) {
      this.#tracker.settle(key, 'rejected', error)
      throw error
    }
  }

  #start(key: object, kind: ToldWork['kind'], label: string, parentURL: string | null): void {
    const request = this.#causes?.getStore() ?? null
    this.#tracker.start(key, { kind, label, parentURL, request })
  }
}
