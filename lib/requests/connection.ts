import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2Stream } from 'node:http2'

/** The stream under an HTTP/2 request of Node's compatibility API; HTTP/1 requests have none. */
function http2Stream(message: IncomingMessage | ServerResponse): Http2Stream | undefined {
  return (message as { stream?: Http2Stream }).stream
}

export function isHttp2(req: IncomingMessage): boolean {
  return req.httpVersionMajor >= 2
}

/** Whether it is known that nobody is there any more to read the response. */
export function isGone(req: IncomingMessage, res: ServerResponse): boolean {
  if (res.destroyed) return true
  if (!isHttp2(req)) return (req as Partial<IncomingMessage>).socket?.destroyed === true
  const stream = http2Stream(req)
  return stream === undefined || stream.destroyed || stream.session?.destroyed !== false
}

/** Whether something has written the head of the response, if not all of it. */
export function isAnswered(res: ServerResponse): boolean {
  return res.headersSent || res.writableEnded
}

/** Ends a response that something else has begun. Its `end` can be a middleware's, and throw. */
export function endBegun(res: ServerResponse): void {
  try {
    res.end()
  } catch {
    res.destroy()
  }
}

/** Whether the response that has just emitted `finish` is one that the app ended and Node finished. */
export function isComplete(res: ServerResponse): boolean {
  // A stream that was reset emits `finish` as well: without an end, or with an error code.
  return (res.writableEnded as unknown) !== false && (http2Stream(res)?.rstCode ?? 0) === 0
}

/**
 * Whether the `close` of an HTTP/1 request says that its client went away: a request that was
 * received and read to its end closes as well, while its response is still being made.
 */
export function isCutOff(req: IncomingMessage): boolean {
  return !(req.complete && req.readableEnded)
}
