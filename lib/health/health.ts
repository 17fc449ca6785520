import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe } from '../options/describe'
import { withCode } from '../options/invalid-argument'
import type { Readiness } from '../readiness'
import { setHeader } from '../set-header'
import type { GateStatus, Middleware, NextFunction } from '../types'

/** What there is to know of a gate. */
interface Source {
  readonly status: GateStatus
  /** None while the gate cannot be loaded. */
  readonly readiness: Pick<Readiness, 'isReady' | 'hasBeenReady' | 'isShutDown'> | undefined
}

const checks: Readonly<Record<string, (source: Source) => boolean>> = {
  '/livez': ({ status }) => status !== 'failed',
  '/readyz': ({ readiness }) => readiness?.isReady === true,
  '/startupz': ({ status, readiness }) => status !== 'failed' && readiness?.hasBeenReady === true,
}

/** Makes the middleware that answers the checks of an orchestrator, so that none enters the app. */
export function createHealth(source: Source): Middleware {
  function bootstrapGateHealth(
    req: IncomingMessage,
    res: ServerResponse,
    next: NextFunction,
  ): void {
    if (typeof next !== 'function') throw calledByMistake(req)
    const check = checkFor(req)
    if (check === undefined || res.headersSent) {
      next()
      return
    }
    const body = JSON.stringify({ status: statusOf(source), state: source.status })
    res.statusCode = check(source) ? 200 : 503
    setHeader(res, 'Content-Type', 'application/json')
    setHeader(res, 'Content-Length', Buffer.byteLength(body))
    setHeader(res, 'Cache-Control', 'no-store')
    setHeader(res, 'X-Content-Type-Options', 'nosniff')
    if (req.method === 'HEAD') res.end()
    else res.end(body)
  }
  return bootstrapGateHealth as Middleware
}

function checkFor({ method, url }: IncomingMessage): ((source: Source) => boolean) | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  const path = typeof url === 'string' ? url.replace(/[?#].*$/s, '') : ''
  return Object.hasOwn(checks, path) ? checks[path] : undefined
}

function statusOf({ status, readiness }: Source): 'ok' | 'starting' | 'failed' | 'stopping' {
  if (status === 'failed') return 'failed'
  if (readiness?.isShutDown === true) return 'stopping'
  return readiness?.isReady === true ? 'ok' : 'starting'
}

function calledByMistake(given: unknown): TypeError {
  return withCode(
    new TypeError(
      `bootstrapGate: \`gate.health\` was called with ${describe(given)}: it is the middleware itself. ` +
        'Write `app.use(gate.health)`, without parentheses.',
    ),
  )
}
