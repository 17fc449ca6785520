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

/** @param bearer - a socket, or for HTTP/2, which wraps those, a session; a request that came over it */
export function putMark(bearer: object, mark: WarmUpMark): void {
  ;(bearer as Markable)[key] = mark
}

/** The mark on a request itself: its connection can be gone. */
export function markOn(req: IncomingMessage): WarmUpMark | undefined {
  return (req as object as Markable)[key]
}

/** The mark on the connection that a request comes over. */
export function markOnConnectionOf(req: IncomingMessage): WarmUpMark | undefined {
  const connection = isHttp2(req) ? http2Stream(req)?.session : socketOf(req)
  return (connection as Markable | undefined)?.[key]
}
