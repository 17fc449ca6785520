import type { EventEmitter } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type {
  Http2SecureServer,
  Http2Server,
  Http2ServerRequest,
  Http2ServerResponse,
} from 'node:http2'
import type { Server as SecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { BootstrapGateError, RejectionReason } from './errors'

/** A request of `node:http`, of `node:http2` in its compatibility mode, or of a framework on these. */
export type AnyRequest = IncomingMessage | Http2ServerRequest

/** The response to {@link AnyRequest}. */
export type AnyResponse = ServerResponse | Http2ServerResponse

/** Passes the request on; with an argument, hands that error to the framework. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the frameworks type it so, and `unknown` would not fit them
export type NextFunction = (error?: any) => void

/** A middleware for Express, Connect and all that is like them. */
export type Middleware = (req: AnyRequest, res: AnyResponse, next: NextFunction) => void

/**
 * Lets a function that asks for a framework's own request type stand where one for
 * `node:http` messages is asked for: a method's parameters are compared in both directions.
 */
type FrameworkFunction<Arguments extends unknown[], Result> = {
  call(...args: Arguments): Result
}['call']

/** Says yes or no to one request. */
export type RequestPredicate<
  Req extends AnyRequest = IncomingMessage,
  Res extends AnyResponse = ServerResponse,
> = FrameworkFunction<[req: Req, res: Res], boolean>

/** Answers a request that the gate rejects. */
export type RejectionHandler<
  Req extends AnyRequest = IncomingMessage,
  Res extends AnyResponse = ServerResponse,
> = FrameworkFunction<[req: Req, res: Res, next: NextFunction, rejection: BootstrapGateError], void>

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

/** Listens to the `upgrade` event of a server. What it returns may be a promise. */
export type UpgradeListener = (req: IncomingMessage, socket: Duplex, head: Buffer) => unknown

/** Any function that takes a request and a response. */
export type AnyHandler = (...args: never[]) => unknown

/**
 * Where a warm-up is sent: an app of Express or Connect or a handler of bare `http`, a server, listening or
 * not, or an object that has one of them (`handler`: Polka; `server`: restify, Fastify after `ready()`).
 */
export type WarmUpTarget =
  | AnyHandler
  | Server
  | SecureServer
  | Http2Server
  | Http2SecureServer
  | {
      /** What takes requests. */
      readonly handler: AnyHandler
    }
  | {
      /** A server of `node:http` or the like. */
      readonly server: object
    }

/** Headers by their names. */
export type WarmUpHeaders = Readonly<Record<string, string | number | readonly string[]>>

/** A request of a warm-up. */
export interface WarmUpRequest {
  /** Path and query, beginning with `/`. */
  readonly path: string
  /** Default: GET. */
  readonly method?: string | undefined
  /** They win over those for all, whatever the case of their names. */
  readonly headers?: WarmUpHeaders | undefined
  /** Default: none. */
  readonly body?: string | Uint8Array | undefined
}

/** Options of {@link BootstrapGate.warmUp}. */
export interface WarmUpOptions {
  /** Headers for all requests. Default: `Host: localhost` and `User-Agent: bootstrap-gate-warm-up`. */
  readonly headers?: WarmUpHeaders | undefined
}

/** What became of a request of a warm-up. */
export interface WarmUpResult {
  /** The method, in upper case. */
  readonly method: string
  /** The path as it was given. */
  readonly path: string
  /** The status of the answer; null when there was none. */
  readonly status: number | null
  /** Milliseconds from sending it to the end of its answer, the time in the line included. */
  readonly durationMs: number
  /** The `Location` of the answer; null when it had none. */
  readonly location: string | null
  /** Why there was no answer; null when there was one. */
  readonly error: Error | null
}

/** Where a gate is in its life; see docs/lifecycle.md. */
export type GateStatus = 'closed' | 'open' | 'failed' | 'stopped'

/** Why a gate opened. */
export type OpenReason = 'completed' | 'warmed-up' | 'idle' | 'boot-timeout' | 'manual'

/** What {@link BootstrapGate.opened} fulfils with. */
export interface OpenedInfo {
  /** What made it open. */
  readonly reason: OpenReason
  /** Milliseconds from the first request to the opening; 0 when no request came before. */
  readonly bootMs: number
}

/** A tracked import, or work given to {@link BootstrapGate.track}, that has not settled. */
export interface PendingImport {
  /** The specifier of an import, the label of tracked work. */
  readonly label: string
  /** The module that asked for the import; null for tracked work. */
  readonly parentURL: string | null
  /** Milliseconds since it began. */
  readonly ageMs: number
  /** Method and path of the request that caused it; null when that is not known. */
  readonly request: string | null
}

/** A frozen snapshot of what a gate has done so far. */
export interface BootstrapGateStats {
  /** Where the gate is in its life. */
  readonly state: GateStatus
  /** The option of this name. */
  readonly requiredCompletions: number
  /** Completed responses that counted. */
  readonly completed: number
  /** Requests held now, health checks and those that one inside has asked for included. */
  readonly queued: number
  /** Requests inside the app now, those included whose slot has passed on. 0 once the gate has settled. */
  readonly inFlight: number
  /** The most requests in the line at once so far. */
  readonly peakQueued: number
  /** Requests let into the app, those included that opening released. */
  readonly admitted: number
  /** Requests that `skip` let pass, and known health checks, preflights and WebSockets. */
  readonly skipped: number
  /** Requests that one inside made of its own server or app, let in beside it; they never count as completed. */
  readonly nested: number
  /** Requests that gave their slot on because their response had begun and went on; they can count as completed then. */
  readonly streamed: number
  /** Requests that gave their slot on because they may have waited for this server, behind a proxy. */
  readonly gaveWay: number
  /** Requests whose client went away, held or inside the app, before they had counted. */
  readonly aborted: number
  /** Requests that lost their slot to `slotTimeoutMs`. */
  readonly slotTimeouts: number
  /** Requests rejected, by reason. */
  readonly rejected: {
    /** `maxQueueSize` were held already. */
    readonly queueFull: number
    /** Held for `queueTimeoutMs`. */
    readonly queueTimeout: number
    /** Held when `bootTimeoutMs` was over, or come later; only with `onBootTimeout: 'fail'`. */
    readonly bootTimeout: number
    /** Held when a `waitFor` rejected, or come later. */
    readonly bootFailed: number
    /** Held at the `shutdown()`, or come later. */
    readonly stopped: number
  }
  /** Tracked imports, and work given to {@link BootstrapGate.track}. */
  readonly imports: {
    /** Whether Node reports imports to this gate by itself. */
    readonly automatic: boolean
    /** What has not settled. */
    readonly pending: readonly PendingImport[]
    /** How many have settled, fulfilled or rejected. */
    readonly settled: number
    /** How many of the settled ones were rejected. */
    readonly failed: number
  }
  /** Milliseconds from the first request to the opening; null until the gate is open. */
  readonly bootMs: number | null
}

/** A time of a boot, in milliseconds from the making of the gate. */
export interface ReportedPhase {
  /**
   * `node`: from the start of the process to the making of the gate. `listening`: from then until a server
   * listens; not there where that was before or is not known. `waitFor`: until that has fulfilled or was
   * rejected. `warmUp`: a warm-up. `requests`: from the first request that is not a warm-up's until the
   * required ones have completed, or the gate has settled. `quiet`: from then until nothing loads any more.
   */
  readonly name: 'node' | 'listening' | 'waitFor' | 'warmUp' | 'requests' | 'quiet'
  /** When it began. */
  readonly start: number
  /** When it ended; null while it runs. */
  readonly end: number | null
}

/** One of the first 256 requests that a gate has met and not skipped. Times as in {@link BootReport}. */
export interface ReportedRequest {
  /** Counts from 1, in order of arrival. */
  readonly id: number
  /** Method and path. */
  readonly label: string
  /** Its method. */
  readonly method: string
  /** Without the query; visible ASCII, and at most 200 characters of it. */
  readonly path: string
  /** When it met the gate. */
  readonly arrived: number
  /** When it was let into the app; null until then. Opening lets in everybody. */
  readonly admitted: number | null
  /** When its slot passed on before its end; null if it has not. */
  readonly slotPassedOn: number | null
  /** When it ended; when the gate settled, for those that it watches no more from then on. Null until then. */
  readonly ended: number | null
  /**
   * `streamed`: its response had begun and went on, and its slot passed on. `released`: held or inside when
   * the gate settled. Null until it is known.
   */
  readonly outcome: 'completed' | 'streamed' | 'aborted' | 'rejected' | 'released' | null
  /** The status of a completed or streamed response, and what a rejected request was rejected with. */
  readonly status: number | null
  /** Whether it counted towards opening. */
  readonly counted: boolean
  /** Why it was rejected. */
  readonly rejection: RejectionReason | null
  /** The id of the request inside that has asked for it; null for all others. */
  readonly asker: number | null
  /** Whether its slot passed on as it may have waited for this server, behind a proxy. */
  readonly gaveWay: boolean
  /** Whether it has lost its slot to `slotTimeoutMs`. */
  readonly slotTimedOut: boolean
  /** Whether a warm-up has sent it. */
  readonly warmUp: boolean
}

/** One of the first 512 tracked imports, or work given to {@link BootstrapGate.track}. */
export interface ReportedImport {
  /** Counts from 1, in order of their begin. */
  readonly id: number
  /** The specifier of an import, the label of tracked work; at most 512 characters of visible ASCII. */
  readonly label: string
  /** The module that asked for the import; null for tracked work. */
  readonly parentURL: string | null
  /** The id of the request that caused it, be that inside or not; null when that is not known. */
  readonly request: number | null
  /** Whether it is an import, or tracked work. */
  readonly kind: 'import' | 'work'
  /** When it began. */
  readonly start: number
  /** Null until it settles, and for good if the gate has settled before. */
  readonly end: number | null
  /** How it ended; null as long as `end` is. */
  readonly status: 'fulfilled' | 'rejected' | null
}

/** A time in which something kept the event loop busy. */
export interface ReportedBlock {
  /** When it began, to some 20 ms. */
  readonly start: number
  /** When something else could run again. */
  readonly end: number
}

/** What a gate waits for, or waited for until it settled, and for long. */
export interface ReportedStuck {
  /** `waitFor`; a request inside the app; the first that is held, if it is nothing of the rest; an import; tracked work. */
  readonly kind: 'waitFor' | 'request' | 'held' | 'import' | 'work'
  /** Method and path, specifier, or label. */
  readonly label: string
  /** The module that asked for the import. */
  readonly parentURL: string | null
  /** The id of the request, or of the one that caused it. */
  readonly request: number | null
  /** When it began. */
  readonly start: number
  /** For how long it had lasted then, in milliseconds. */
  readonly ageMs: number
}

/** The counts of {@link BootstrapGateStats}. */
export type ReportedCounts = Omit<BootstrapGateStats, 'state' | 'bootMs' | 'imports'> & {
  /** Of imports and tracked work. */
  readonly imports: Omit<BootstrapGateStats['imports'], 'pending'>
}

/**
 * What a boot was made of: frozen, and nothing in it that `JSON.stringify` would lose. Times are milliseconds
 * from the making of the gate, by a clock that never jumps; what was before is negative.
 */
export interface BootReport {
  /** Of the shape; what is added to it does not change it. */
  readonly version: 1
  /** The version of Node. */
  readonly node: string
  /** The process. */
  readonly pid: number
  /** When the gate was made, in ISO 8601, by the system's clock. */
  readonly startedAt: string
  /** The same moment on the clock of `process.hrtime()`, in milliseconds. */
  readonly hrtimeMs: number
  /** When the report was made. */
  readonly takenAt: number
  /** When the gate opened, failed or stopped; null until then. */
  readonly settledAt: number | null
  /** Where the gate is in its life. */
  readonly state: GateStatus
  /** Why it opened, failed or stopped; null until then. */
  readonly reason: OpenReason | RejectionReason | null
  /** Milliseconds from the first request to the opening; null until the gate is open. */
  readonly bootMs: number | null
  /** What the boot has gone through, in order of their begin. */
  readonly phases: readonly ReportedPhase[]
  /** The first 256. */
  readonly requests: readonly ReportedRequest[]
  /** The first 512. */
  readonly imports: readonly ReportedImport[]
  /** What has blocked the event loop, as far as a request with a slot was inside; the first 128 times. */
  readonly blocked: readonly ReportedBlock[]
  /** Those of `gate.stats()`. */
  readonly counts: ReportedCounts
  /** How many more there were than are listed. */
  readonly more: {
    /** Requests beyond the first 256. */
    readonly requests: number
    /** Imports and tracked work beyond the first 512. */
    readonly imports: number
  }
  /**
   * What the gate has waited for for more than a second, or for half of `bootTimeoutMs` or all of
   * `slotTimeoutMs`, where that is less. Once it has settled: what was so then, unless all went well.
   */
  readonly stuck: readonly ReportedStuck[]
  /**
   * The paths that this boot suggests for a warm-up: of GETs that were answered with 2xx or 304, and have
   * loaded something or were slower than half of these. At most 16.
   */
  readonly warmUp: readonly string[]
}

/** How a tracked import, or tracked work, ended. */
export interface ImportSettledEvent {
  /** The specifier of an import, the label of tracked work. */
  readonly label: string
  /** The module that asked for the import; null for tracked work. */
  readonly parentURL: string | null
  /** Method and path of the request that caused it; null when that is not known. */
  readonly request: string | null
  /** How it ended. */
  readonly status: 'fulfilled' | 'rejected'
  /** What it was rejected with; undefined when it fulfilled. */
  readonly error: unknown
  /** Milliseconds from its begin to its end. */
  readonly durationMs: number
}

/** What the events of a gate carry. */
export interface BootstrapGateEvents<Req extends AnyRequest = IncomingMessage> {
  /** The gate opened. */
  open: [OpenedInfo]
  /** The gate failed; requests get errors like this one. */
  fail: [BootstrapGateError]
  /** A request was let into the app. */
  admit: [
    {
      /** The request. */
      readonly req: Req
      /** How many milliseconds it was held. */
      readonly waitedMs: number
    },
  ]
  /** A request was rejected. */
  reject: [
    {
      /** The request. */
      readonly req: Req
      /** What it was rejected with. */
      readonly error: BootstrapGateError
    },
  ]
  /** A client went away: while it was held, or after it was admitted. */
  abort: [
    {
      /** The request. */
      readonly req: Req
      /** Whether it had been let into the app. */
      readonly wasAdmitted: boolean
      /** How many milliseconds it was held, or inside the app when it was admitted. */
      readonly waitedMs: number
    },
  ]
  /** An admitted request lost its slot to `slotTimeoutMs`. */
  slotTimeout: [
    {
      /** The request. */
      readonly req: Req
      /** How many milliseconds it kept the slot. */
      readonly heldMs: number
    },
  ]
  /** A tracked import, or tracked work, settled. */
  importSettled: [ImportSettledEvent]
}

/**
 * What a gate publishes on the tracing channel `bootstrap-gate.boot` of `node:diagnostics_channel`: the same
 * object each time.
 */
export interface BootMessage {
  /** The gate that boots. */
  readonly gate: BootstrapGate
  /** Why it has opened, or failed; null before. */
  readonly reason: OpenReason | RejectionReason | null
  /** Milliseconds from the first request to the opening; null until the gate is open. */
  readonly bootMs: number | null
  /** Why it has failed; only then. */
  readonly error?: BootstrapGateError
}

/** How a request ended, as far as a gate follows it; `released`: it was held or inside when the gate opened. */
export type RequestOutcome = 'completed' | 'streamed' | 'aborted' | 'rejected' | 'released'

/**
 * What a gate publishes on the tracing channel `bootstrap-gate.request` of `node:diagnostics_channel`: the same
 * object for all that happens to one request.
 */
export interface RequestMessage<Req extends AnyRequest = IncomingMessage> {
  /** The gate that it has met. */
  readonly gate: BootstrapGate
  /** The request. */
  readonly req: Req
  /** How many milliseconds it was held; 0 as it arrives. */
  readonly waitedMs: number
  /** How it ended; null before. */
  readonly outcome: RequestOutcome | null
  /** Why it was rejected; null if it was not. */
  readonly error: BootstrapGateError | null
}

/**
 * A middleware for Express, Connect and all that is like them, and the gate's members on it. `Req` is
 * what its events tell of: with http2, `bootstrapGate<Http2ServerRequest, Http2ServerResponse>()`.
 */
export interface BootstrapGate<Req extends AnyRequest = IncomingMessage> {
  (req: AnyRequest, res: AnyResponse, next: NextFunction): void
  /** Where the gate is in its life. */
  readonly state: GateStatus
  /**
   * Fulfils when the gate opens; rejects with a {@link BootstrapGateError} when it fails or stops.
   * It never causes an unhandled rejection.
   */
  readonly opened: Promise<OpenedInfo>
  /** Typed events. None of them is called `error`, and a listener that throws harms nobody. */
  readonly events: EventEmitter<BootstrapGateEvents<Req>>
  /**
   * Keeps the gate closed until `work` settles. Its result or rejection comes back unchanged.
   *
   * @param work - a promise, or a function that returns one
   * @param label - what warnings and `stats()` call it; default: the function's name
   * @throws TypeError when `work` is neither, or `label` is no string
   * @example
   * const pool = await gate.track(() => createPool(), 'pool')
   */
  track<T>(work: PromiseLike<T> | (() => PromiseLike<T> | T), label?: string): Promise<T>
  /**
   * Makes a function that runs `loader` on its first call, tracked, and shares that one load with
   * all callers. A rejected load is forgotten, so that the next call tries anew.
   *
   * @param loader - returns what to share, or a promise of it
   * @param label - what warnings and `stats()` call it; default: the function's name
   * @throws TypeError when `loader` is no function, or `label` is no string
   * @example
   * const report = gate.lazy(() => import('./report.js'), 'report')
   * app.get('/report', async (req, res) => res.send((await report()).render()))
   */
  lazy<T>(loader: () => PromiseLike<T> | T, label?: string): () => Promise<T>
  /**
   * Sends the first requests itself, one after the other, over connections in memory, before anybody can
   * connect. Each distinct method and path counts as one completion, so that the gate can open by them.
   *
   * @param target - the app, or its server, that this gate is mounted in
   * @param requests - paths, or objects with a `path`
   * @returns fulfils when all are answered and imports are quiet, and, if the gate is going to open by it, when it
   *   has. A bad answer does not reject it: it is named by a warning.
   * @throws TypeError (as a rejection) for a target, a request or an option that is not allowed
   * @example
   * await gate.warmUp(app, ['/', '/report', '/search?q=x'])
   * app.listen(3000)
   */
  warmUp(
    target: WarmUpTarget,
    requests: readonly (string | WarmUpRequest)[],
    options?: WarmUpOptions,
  ): Promise<WarmUpResult[]>
  /**
   * Wraps a listener of a server's `upgrade` event, so that WebSockets wait in the line like requests. The
   * slot passes on when the listener returns, or when the promise that it returns settles. It does not count.
   *
   * @throws TypeError when `listener` is no function
   * @example
   * server.on('upgrade', gate.upgrade((req, socket, head) => {
   *   sockets.handleUpgrade(req, socket, head, (ws) => sockets.emit('connection', ws, req))
   * }))
   */
  upgrade(listener: UpgradeListener): UpgradeListener
  /** Opens by hand. Once the gate has opened, failed or stopped it does nothing. */
  open(): void
  /**
   * Rejects everything held and everything later (`stopped`, with `Connection: close`), so that
   * `server.close()` can finish. After opening it changes nothing but {@link health}.
   */
  shutdown(): void
  /** A fresh frozen snapshot. */
  stats(): BootstrapGateStats
  /**
   * What the boot was made of so far, as plain data; it is kept after opening. `bootstrap-gate/report` shows it
   * to people and tools. It changes nothing, and costs those nothing who do not call it.
   *
   * @example
   * console.log(JSON.stringify(gate.report()))
   */
  report(): BootReport
  /**
   * A middleware that answers `/livez`, `/readyz` and `/startupz` with 200 or 503, for orchestrators that ask;
   * see docs/health-checks.md. To be mounted before the gate.
   *
   * @throws TypeError when it is called by mistake: it is the middleware itself
   * @example
   * app.use(gate.health)
   * app.use(gate)
   */
  readonly health: Middleware
}
