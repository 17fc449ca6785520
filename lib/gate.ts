import type { IncomingMessage, ServerResponse } from 'node:http'
import { BootWork } from './imports/boot-work'
import { BootstrapGateError } from './errors'
import { GateState } from './gate-state'
import type { GateOptions } from './options/options'
import { RequestFlow, type Refusal } from './requests/request-flow'
import { Counters, snapshot } from './stats'
import type {
  BootstrapGateStats,
  GateStatus,
  NextFunction,
  OpenedInfo,
  OpenReason,
  Prerequisite,
} from './types'
import { UserCallbacks } from './user-callbacks'
import { warnOfBootTimeout } from './warnings'

/** The life of a gate: what feeds its state, and what follows when that changes. */
export class Gate {
  readonly callbacks: UserCallbacks
  readonly bootWork: BootWork
  readonly opened: Promise<OpenedInfo>
  readonly #options: GateOptions
  readonly #onOpen: () => void
  readonly #state: GateState
  readonly #flow: RequestFlow
  readonly #counters = new Counters()
  #resolveOpened!: (info: OpenedInfo) => void
  #rejectOpened!: (error: BootstrapGateError) => void
  #bootStartedAt: number | undefined
  #bootTimer: NodeJS.Timeout | undefined
  #firstCheck: NodeJS.Immediate | undefined
  #bootMs: number | null = null

  /** @param onOpen - called the moment the gate opens, before anybody is let in */
  constructor(options: GateOptions, onOpen: () => void) {
    this.#options = options
    this.#onOpen = onOpen
    this.opened = new Promise((resolve, reject) => {
      this.#resolveOpened = resolve
      this.#rejectOpened = reject
    })
    this.opened.catch(() => undefined)
    this.#state = new GateState(options.requiredCompletions)
    this.callbacks = new UserCallbacks(options)
    this.bootWork = new BootWork(this.#state, options, this.callbacks, () => {
      this.#openIfReady()
    })
    this.#flow = new RequestFlow(options, this.callbacks, this.#counters, this.bootWork, {
      arrived: () => {
        if (this.#state.status !== 'closed') return
        this.#startBootClock()
        this.#openIfReady()
      },
      completed: () => {
        this.#state.requestCompleted()
        this.#openIfReady()
      },
    })
    this.#awaitPrerequisites(options.waitFor)
  }

  get status(): GateStatus {
    return this.#state.status
  }

  /** What the middleware does while the gate is not open. */
  meet(req: IncomingMessage, res: ServerResponse, next: NextFunction): void {
    this.#flow.meet(req, res, next)
  }

  open(reason: OpenReason): void {
    if (!this.#state.moveTo('open')) return
    const bootMs = this.#elapsedMs()
    this.#bootMs = bootMs
    this.#letGo()
    this.#onOpen()
    const info = Object.freeze({ reason, bootMs })
    this.#resolveOpened(info)
    this.callbacks.notify('open', () => info)
    this.#flow.release()
  }

  shutdown(): void {
    if (!this.#state.moveTo('stopped')) return
    this.#refuse({ reason: 'stopped' })
  }

  stats(): BootstrapGateStats {
    return snapshot({
      state: this.#state,
      queue: this.#flow.queue,
      bootWork: this.bootWork,
      counters: this.#counters,
      bootMs: this.#bootMs,
    })
  }

  #openIfReady(): void {
    if (this.#state.isReady) this.open('completed')
  }

  #fail(refusal: Refusal): void {
    if (!this.#state.moveTo('failed')) return
    const error = this.#refuse(refusal)
    this.callbacks.notify('fail', () => error)
  }

  /** @returns the error that `opened` rejects with */
  #refuse(refusal: Refusal): BootstrapGateError {
    this.#letGo()
    const error = new BootstrapGateError(refusal.reason, 0, refusal.cause)
    this.#rejectOpened(error)
    this.#flow.refuse(refusal)
    return error
  }

  #awaitPrerequisites(waitFor: readonly Prerequisite[]): void {
    if (waitFor.length === 0) {
      this.#state.prerequisitesFulfilled()
      this.#flow.queue.unbar()
      // Whoever made the gate gets to begin imports and work before it can open by itself. Not
      // unref'ed: an idle event loop would not wake for it.
      this.#firstCheck = setImmediate(() => {
        this.#openIfReady()
      })
      return
    }
    // `async`, so that a function that throws is one that rejects.
    const started = waitFor.map(async (item) => (typeof item === 'function' ? item() : item))
    Promise.all(started).then(
      () => {
        this.#state.prerequisitesFulfilled()
        // First, for a gate that is ready has no turns: nothing that one request causes is waited for.
        this.#openIfReady()
        this.#flow.queue.unbar()
      },
      (cause: unknown) => {
        this.#fail({ reason: 'boot-failed', cause })
      },
    )
  }

  #startBootClock(): void {
    if (this.#bootStartedAt !== undefined) return
    this.#bootStartedAt = performance.now()
    const { bootTimeoutMs } = this.#options
    if (bootTimeoutMs === 0) return
    this.#bootTimer = setTimeout(() => {
      this.#bootTimedOut()
    }, bootTimeoutMs)
    this.#bootTimer.unref()
  }

  #bootTimedOut(): void {
    const { onBootTimeout } = this.#options
    warnOfBootTimeout({
      closedMs: this.#elapsedMs(),
      outcome: onBootTimeout === 'open' ? 'opens now for everybody' : 'fails now',
      state: this.#state,
      inside: this.#flow.queue.requestsInside(),
      bootWork: this.bootWork.report(),
    })
    if (onBootTimeout === 'open') this.open('boot-timeout')
    else this.#fail({ reason: 'boot-timeout' })
  }

  #elapsedMs(): number {
    return this.#bootStartedAt === undefined ? 0 : performance.now() - this.#bootStartedAt
  }

  /** Leaves no timer and no subscription. */
  #letGo(): void {
    clearTimeout(this.#bootTimer)
    // It remembers the async context of the first request.
    this.#bootTimer = undefined
    clearImmediate(this.#firstCheck)
    this.bootWork.stop()
  }
}
