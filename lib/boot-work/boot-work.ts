import { types } from 'node:util'
import type { GateState } from '../gate-state'
import { ImportBar } from './import-bar'
import { reportsImports, type ImportListener } from './import-channel'
import { ImportTracker } from './import-tracker'
import { LastCall } from './last-call'
import type { GateOptions } from '../options/options'
import { QuietWindow } from './quiet-window'
import type { PendingWork, Telling, ToldWork } from '../telling/telling'
import type { ImportReport } from '../types'
import type { UserCallbacks } from '../user-callbacks'
import type { Visit } from '../visits/visit'
import type { Visits } from '../visits/visits'

export interface BootWorkEvents {
  /** The gate may be ready. */
  changed(): void
  /** Imports may keep others out than before, or nobody any more. */
  barsChanged(): void
}

/** All that has to settle before the gate opens: imports that Node reports, and work that users do. */
export class BootWork implements ImportListener {
  readonly #tracker: ImportTracker
  readonly #state: GateState
  readonly #visits: Visits
  readonly #bar: ImportBar
  readonly #lastCall: LastCall
  readonly #quietWindow: QuietWindow
  readonly #options: Pick<GateOptions, 'trackImports' | 'quietMs'>
  readonly #callbacks: UserCallbacks
  #importsAutomatic: boolean | undefined

  constructor(
    state: GateState,
    visits: Visits,
    options: Pick<GateOptions, 'trackImports' | 'quietMs'>,
    callbacks: UserCallbacks,
    telling: Telling,
    events: BootWorkEvents,
  ) {
    this.#state = state
    this.#visits = visits
    this.#options = options
    this.#callbacks = callbacks
    const lifted = events.barsChanged.bind(events)
    this.#bar = new ImportBar(lifted)
    this.#lastCall = new LastCall(options.quietMs, () => state.onlyImportsAreMissing, lifted)
    this.#quietWindow = new QuietWindow(options.quietMs, () => {
      state.quietWindowPassed()
      telling.tell('quiet')
      events.changed()
    })
    this.#tracker = new ImportTracker({
      started: (work) => {
        if (work.kind === 'work') {
          state.workStarted()
        } else {
          state.importStarted()
          this.#quietWindow.disturb()
          if (work.owner === undefined) {
            this.#bar.add(1)
            events.barsChanged()
          } else work.owner.importsInFlight++
        }
        telling.tell('workStarted', work)
      },
      settled: (work, event) => {
        if (work.kind === 'work') state.workSettled()
        else this.#importSettled(work.owner)
        telling.tell('workSettled', event, work)
        if (work.kind !== 'work') return
        if (state.hasCompletions) this.#lastCall.begin()
        events.changed()
      },
    })
  }

  /** Whether imports are tracked, and Node reports them: found out when somebody asks first. */
  get importsAutomatic(): boolean {
    return (this.#importsAutomatic ??= this.#options.trackImports && reportsImports())
  }

  importStarted(key: object, report: ImportReport): void {
    if (this.#callbacks.ignoresImport(report) || this.#state.status !== 'closed') return
    this.#start(key, 'import', report.specifier, report.parentURL)
  }

  importSettled(key: object, status: 'fulfilled' | 'rejected', error: unknown): void {
    this.#tracker.settle(key, status, error)
  }

  /** Whether imports keep everybody out for now. */
  get bars(): boolean {
    return this.#bar.isDown || this.#lastCall.isDown
  }

  /** @param keepsOut - whether somebody would come in now but for an import */
  keepsOut(keepsOut: boolean): void {
    this.#bar.keepsOut(keepsOut && this.#bar.isDown)
  }

  /** A request has no slot any more: its imports in flight are nobody's. */
  disown(visit: Visit): void {
    this.#bar.add(visit.importsInFlight)
    visit.importsInFlight = 0
  }

  /** As many requests have completed as are required. */
  completionsReached(): void {
    this.#lastCall.begin()
  }

  /** @returns a promise that is given comes back itself, a thenable or a function's as a promise */
  track<T>(work: PromiseLike<T> | (() => PromiseLike<T> | T), label: string): Promise<T> {
    const key = {}
    if (this.#state.status === 'closed') this.#start(key, 'work', label, null)
    if (typeof work === 'function') return this.#run(work, key)
    // Also one of a subclass or of another realm.
    const promise = types.isPromise(work) ? (work as Promise<T>) : Promise.resolve(work)
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
  pending(): PendingWork[] {
    return this.#tracker.pending()
  }

  /** The gate has settled: leaves no timer and no subscription. */
  stop(): void {
    this.#quietWindow.stop()
    this.#bar.stop()
    this.#lastCall.stop()
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
    const visit = this.#visits.current
    const request = visit?.label ?? null
    this.#tracker.start(key, { kind, label, parentURL, request, visit, owner: visit?.owner })
  }

  #importSettled(owner: Visit | undefined): void {
    this.#state.importSettled()
    if (this.#state.importsInFlight === 0) this.#quietWindow.restart()
    // What was disowned meanwhile is nobody's.
    if (owner?.hasSlot === true) owner.importsInFlight--
    else this.#bar.remove()
  }
}
