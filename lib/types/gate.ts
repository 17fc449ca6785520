import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { BootstrapGateEvents } from './events'
import type { AnyRequest, AnyResponse, Middleware, NextFunction, UpgradeListener } from './messages'
import type { BootReport } from './report'
import type { BootstrapGateStats, GateStatus, OpenedInfo } from './stats'
import type { WarmUpOptions, WarmUpRequest, WarmUpResult, WarmUpTarget } from './warm-up'

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
