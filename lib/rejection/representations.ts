import type { BootstrapGateError } from '../errors'
import { pagePolicy, renderPage } from './page'

interface Representation {
  readonly accepts: readonly string[]
  readonly type: string
  readonly render: (
    rejection: BootstrapGateError,
    retryAfterSeconds: number,
    method: string | undefined,
  ) => string
  /** What it may do in a browser; nothing, when it does not say. */
  readonly policy?: (method: string | undefined) => string
}

/** In order of preference: of those that a client likes equally, it gets the first. */
export const representations: readonly Representation[] = [
  {
    accepts: ['application/problem+json', 'application/json'],
    type: 'application/problem+json; charset=utf-8',
    render: renderProblem,
  },
  { accepts: ['text/plain'], type: 'text/plain; charset=utf-8', render: renderText },
  {
    accepts: ['text/html'],
    type: 'text/html; charset=utf-8',
    render: renderPage,
    policy: pagePolicy,
  },
]

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
