import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2Stream } from 'node:http2'
import type { Socket } from 'node:net'

/** The stream under an HTTP/2 message of Node's compatibility API; HTTP/1 messages have none. */
export function http2Stream(message: IncomingMessage | ServerResponse): Http2Stream | undefined {
  const { stream } = message as { stream?: Partial<Http2Stream> }
  // Over HTTP/1 another library may have put anything there.
  return typeof stream?.rstCode === 'number' ? (stream as Http2Stream) : undefined
}

/** The same, of a HEAD request. */
export function headStreamOf(req: IncomingMessage): Http2Stream | undefined {
  if (!isHttp2(req)) return undefined
  const stream = http2Stream(req)
  return (stream as { headRequest?: boolean } | undefined)?.headRequest === true
    ? stream
    : undefined
}

export function isHttp2(req: IncomingMessage): boolean {
  return req.httpVersionMajor >= 2
}

/** The connection of a request; one that was made by hand may have anything there, or nothing. */
export function socketOf(req: IncomingMessage): Partial<Socket> | undefined {
  const { socket } = req as { socket?: unknown }
  return typeof socket === 'object' && socket !== null ? socket : undefined
}

/** Whether the client is known to be gone. */
export function isGone(req: IncomingMessage, res: ServerResponse): boolean {
  if (res.destroyed) return true
  const stream = http2Stream(req)
  if (stream === undefined) return socketOf(req)?.destroyed === true
  return stream.destroyed || stream.session?.destroyed !== false
}

/** Whether something has ended the response, over itself or over its HTTP/2 stream. */
export function isEnded(res: ServerResponse): boolean {
  if (res.writableEnded || isFinished(res)) return true
  // Node ends the stream of a HEAD request as it comes: that alone is no answer.
  return res.headersSent && http2Stream(res)?.writableEnded === true
}

/** Ends a response that something else has begun. Its `end` can be a middleware's, and throw. */
export function endBegun(res: ServerResponse): void {
  try {
    res.end()
  } catch {
    destroy(res)
  }
}

/** A message that was made by hand may not have the method, or may throw. */
function destroy(res: Partial<ServerResponse>): void {
  try {
    res.destroy?.()
  } catch {
    // There is nothing more to be done for it.
  }
}

/** A response class that imitates Node's may know only the older name of `writableEnded`. */
function isFinished(res: Partial<ServerResponse> & { readonly finished?: boolean }): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- that is what it knows
  return res.writableEnded === undefined && res.finished === true
}

/** Whether the response that has just emitted `finish` got out whole. */
export function isWhole(res: ServerResponse): boolean {
  // Over HTTP/1 that is what the event says, even where an adapter emits it from inside `end()`, before
  // `writableEnded` is true. A stream that was reset emits it as well: with an error code, or aborted.
  const stream = http2Stream(res)
  return stream === undefined || (stream.rstCode === 0 && !stream.aborted)
}

/** Whether the answer is on its way, though `close` came before `finish`: adapters do it in any order. */
export function mayStillFinish(req: IncomingMessage, res: ServerResponse): boolean {
  return isEnded(res) && !isHttp2(req) && socketOf(req)?.destroyed !== true
}

/**
 * Whether the `close` of an HTTP/1 request says that its client went away: a request that was
 * received and read to its end closes as well, while its response is still being made.
 */
export function isCutOff(req: IncomingMessage): boolean {
  if (req.complete && req.readableEnded) return false
  const { aborted } = req as { aborted?: boolean }
  return aborted === true || socketOf(req)?.destroyed === true
}

/** Whether the response waits for its turn on a connection, behind the response to an earlier request. */
export function waitsForTurn(res: ServerResponse): boolean {
  return res.socket === null
}
