import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { Duplex } from 'node:stream'
import type { BootstrapGateError } from '../errors'

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

/** Listens to the `upgrade` event of a server. What it returns may be a promise. */
export type UpgradeListener = (req: IncomingMessage, socket: Duplex, head: Buffer) => unknown

/** Any function that takes a request and a response. */
export type AnyHandler = (...args: never[]) => unknown
