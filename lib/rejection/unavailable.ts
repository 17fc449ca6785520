import type { BootstrapGateError } from '../errors'
import { preferredType } from './negotiation'
import type { RejectionHandler } from '../types'

type Render = (rejection: BootstrapGateError, retryAfterSeconds: number) => string

/** In order of preference: of those that a client likes equally, it gets the first. */
const representations: readonly { accepts: readonly string[]; type: string; render: Render }[] = [
  {
    accepts: ['application/problem+json', 'application/json'],
    type: 'application/problem+json; charset=utf-8',
    render: renderProblem,
  },
  { accepts: ['text/plain'], type: 'text/plain; charset=utf-8', render: renderText },
  { accepts: ['text/html'], type: 'text/html; charset=utf-8', render: renderPage },
]

/** What an earlier middleware may have said of a body that now is another one. */
const staleHeaders = [
  'Content-Encoding',
  'Content-Language',
  'Content-Range',
  'ETag',
  'Last-Modified',
  'Trailer',
  'Transfer-Encoding',
]

/** Makes the default `handler`: a 503 in the representation that the client likes best. */
export function unavailable(retryAfterSeconds: number): RejectionHandler {
  return (req, res, _next, rejection) => {
    const { type, render } = preferredType(req.headers.accept, representations)
    const body = render(rejection, retryAfterSeconds)
    res.statusCode = rejection.status
    for (const name of staleHeaders) res.removeHeader(name)
    res.setHeader('Content-Type', type)
    res.setHeader('Content-Length', Buffer.byteLength(body))
    res.setHeader('Retry-After', String(retryAfterSeconds))
    res.setHeader('Cache-Control', 'no-store')
    res.setHeader('Vary', varyByAccept(res.getHeader('Vary')))
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('Content-Security-Policy', "default-src 'none'")
    if (req.method === 'HEAD') res.end()
    else res.end(body)
  }
}

function varyByAccept(existing: number | string | readonly string[] | undefined): string {
  const names = String(existing ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const covered = names.some((name) => name === '*' || name.toLowerCase() === 'accept')
  return (covered ? names : [...names, 'Accept']).join(', ')
}

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
function renderProblem(rejection: BootstrapGateError, retryAfterSeconds: number): string {
  const { status, message: detail, code, reason } = rejection
  const title = 'Service Unavailable'
  return JSON.stringify({
    type: 'about:blank',
    title,
    status,
    detail,
    code,
    reason,
    retryAfterSeconds,
  })
}

function renderText({ message }: BootstrapGateError, retryAfterSeconds: number): string {
  return `${message} Please try again in ${String(retryAfterSeconds)} s.\n`
}

/** All of its text is the package's own: there is nothing in it to escape. */
function renderPage({ message }: BootstrapGateError, retryAfterSeconds: number): string {
  const seconds = String(Math.max(1, retryAfterSeconds))
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="${seconds}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Service Unavailable</title>
</head>
<body>
<h1>Service Unavailable</h1>
<p>${message}</p>
<p>This page tries again in ${seconds} s.</p>
</body>
</html>
`
}
