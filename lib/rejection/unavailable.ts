import type { ServerResponse } from 'node:http'
import { isToReconnect, renderStream } from './event-stream'
import { headerOf } from '../header-of'
import { preferredType } from './negotiation'
import { representations } from './representations'
import { setHeader } from '../set-header'
import type { RejectionHandler } from '../types'

/** What an earlier middleware may have said of a body that is now replaced. */
const staleHeaders = [
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Range',
  'ETag',
  'Last-Modified',
  'Trailer',
  'Transfer-Encoding',
]

/**
 * Makes the default `handler`: a 503 in the representation that the client likes best, or what has
 * an `EventSource` come again.
 */
export function unavailable(retryAfterSeconds: number): RejectionHandler {
  return (req, res, _next, rejection) => {
    if (isToReconnect(req, rejection)) {
      const body = renderStream(retryAfterSeconds)
      res.statusCode = 200
      describe(res, body, 'text/event-stream')
      res.end(body)
      return
    }
    const { method } = req
    const { type, render, policy } = preferredType(headerOf(req, 'accept'), representations)
    const body = render(rejection, retryAfterSeconds, method)
    res.statusCode = rejection.status
    // Over HTTP/2 there is none, and Node warns of it.
    if (req.httpVersionMajor === 1) res.statusMessage = 'Service Unavailable'
    setHeader(res, 'Retry-After', String(retryAfterSeconds))
    describe(res, body, type, policy?.(method))
    if (method === 'HEAD') res.end()
    else res.end(body)
  }
}

function describe(
  res: ServerResponse,
  body: string,
  type: string,
  policy = "default-src 'none'",
): void {
  for (const name of staleHeaders) (res as Partial<ServerResponse>).removeHeader?.(name)
  setHeader(res, 'Content-Type', type)
  setHeader(res, 'Content-Length', Buffer.byteLength(body))
  setHeader(res, 'Cache-Control', 'no-store')
  setHeader(res, 'Vary', varyByAccept((res as Partial<ServerResponse>).getHeader?.('Vary')))
  setHeader(res, 'X-Content-Type-Options', 'nosniff')
  setHeader(res, 'Content-Security-Policy', policy)
}

function varyByAccept(existing: number | string | readonly string[] | undefined): string {
  const names = String(existing ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const covered = names.some((name) => name === '*' || name.toLowerCase() === 'accept')
  return (covered ? names : [...names, 'Accept']).join(', ')
}
