import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnyRequest, AnyResponse, RejectionHandler, RequestPredicate } from './messages'

/** One dynamic `import()`, as Node reports it. */
export interface ImportReport {
  /** The specifier as it is written in the source, not resolved. */
  readonly specifier: string
  /** The URL of the module that asked for it. */
  readonly parentURL: string | null
}

/** Gives a lock back. */
export type Release = () => void

/**
 * A lock that gates can share: a `Mutex` of async-mutex, or anything with its `acquire`.
 *
 * @see https://github.com/DirtyHairy/async-mutex
 */
export interface SharedMutex {
  /** Fulfils, with what gives the lock back, when the lock is the caller's. */
  acquire(): Promise<Release>
  /**
   * Whether somebody has the lock. While it says so, a gate waits for its turn; without it, a lock
   * that does not answer within `slotTimeoutMs` is taken for broken.
   */
  isLocked?(): boolean
}

/** What must fulfil before the first request is admitted. */
export type Prerequisite = PromiseLike<unknown> | (() => unknown)

/**
 * Options of {@link bootstrapGate}. All may be left out; `undefined` means left out.
 *
 * @typeParam Req - what the callbacks take for a request: that of `node:http`, if nothing is said
 * @typeParam Res - the response to it
 */
export interface BootstrapGateOptions<
  Req extends AnyRequest = IncomingMessage,
  Res extends AnyResponse = ServerResponse,
> {
  /** How many requests must have completed before the gate opens. Integer ≥ 0. Default: 4. */
  readonly requiredCompletions?: number | undefined
  /** How many held requests are inside the app at once while the gate is closed. Integer ≥ 1. Default: 1. */
  readonly concurrency?: number | undefined
  /** Watch every dynamic `import()` of the process, where the runtime can show it. Default: true. */
  readonly trackImports?: boolean | undefined
  /** Imports for which this returns true do not keep the gate closed. Default: none. */
  readonly ignoreImport?: ((report: ImportReport) => boolean) | undefined
  /** After an import settles, how many milliseconds none may be in flight before the gate opens. Default: 50. */
  readonly quietMs?: number | undefined
  /** Promises, or functions returning one, that must fulfil before the first request is admitted. Default: []. */
  readonly waitFor?: readonly Prerequisite[] | undefined
  /** How many requests may be held at once; one more is rejected (`queue-full`). Integer ≥ 0. Default: 1024. */
  readonly maxQueueSize?: number | undefined
  /** How many milliseconds one request may be held; then it is rejected (`queue-timeout`). 0: no limit. Default: 25 000. */
  readonly queueTimeoutMs?: number | undefined
  /**
   * How many milliseconds one admitted request may keep its slot; then the slot passes on. Half of that for the
   * next that is stuck, and so on, down to 1 000. 0: no limit. Default: 10 000.
   */
  readonly slotTimeoutMs?: number | undefined
  /**
   * How many milliseconds a request keeps its slot once its response has begun; then the slot passes on, and
   * the request counts. 0: no limit. Default: 250.
   */
  readonly streamTimeoutMs?: number | undefined
  /** How many milliseconds after the first request the gate stays closed at most. 0: no limit. Default: 30 000. */
  readonly bootTimeoutMs?: number | undefined
  /**
   * What the boot timeout does if something is stuck: `'open'` serves everybody, `'fail'` rejects
   * (`boot-timeout`). If nothing is, the gate opens (`idle`). Default: `'open'`.
   */
  readonly onBootTimeout?: 'open' | 'fail' | undefined
  /**
   * When all that the gate waits for has happened, let in 1, 2, 4, … of those who are held at once, up to 256,
   * before it opens, instead of all of them. Not together with `mutex`. Default: false.
   */
  readonly slowStart?: boolean | undefined
  /** Requests for which this returns true pass at once, in every state, and never count. Default: none. */
  readonly skip?: RequestPredicate<Req, Res> | undefined
  /** Health checks known by what they send wait for 500 milliseconds at most, and never count. Default: true. */
  readonly skipProbes?: boolean | undefined
  /** Responses of requests that were held say for how long, in `Server-Timing`. Default: false. */
  readonly serverTiming?: boolean | undefined
  /**
   * Which completed responses count. Default: those below 500; after 4 × `requiredCompletions`
   * answers in all, those of 500 and above too, but for 503.
   */
  readonly requestWasSuccessful?: RequestPredicate<Req, Res> | undefined
  /** Answers a rejected request. Default: a negotiated 503. */
  readonly handler?: RejectionHandler<Req, Res> | undefined
  /** The Retry-After of the default 503, in seconds. Integer ≥ 0. Default: 1. */
  readonly retryAfterSeconds?: number | undefined
  /** A lock that several gates share, so that they take turns. Not together with `concurrency`. Default: the gate's own. */
  readonly mutex?: SharedMutex | undefined
}
