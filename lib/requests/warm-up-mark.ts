import type { IncomingMessage } from 'node:http'
import { http2Stream, isHttp2, socketOf } from './connection'

/** Tells the request of a warm-up: it stands on a connection in memory, where no client can put it. */
export interface WarmUpMark {
  /** Method and path, with the query. */
  readonly name: string
  /** The gates that it has met while they were not open. */
  readonly met: Set<object>
}

/** The same for all gates, and all copies of the package: one warm-up passes them all. */
const key = Symbol.for('bootstrap-gate.warm-up')

type Markable = Record<typeof key, WarmUpMark | undefined>

/** @param connection - a socket; for HTTP/2, which wraps those, a session */
export function markConnection(connection: object, mark: WarmUpMark): void {
  ;(connection as Markable)[key] = mark
}

export function warmUpMarkOf(req: IncomingMessage): WarmUpMark | undefined {
  const connection = isHttp2(req) ? http2Stream(req)?.session : socketOf(req)
  return (connection as Markable | undefined)?.[key]
}
