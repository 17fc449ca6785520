import { headerOf, headersOf } from '../header-of'
import type { AnyRequest } from '../types'
import { knownProbes } from './known-probes'

/** Health checkers only read: a request by another method is not from one. */
const methods = new Set<unknown>(['GET', 'HEAD', 'OPTIONS'])

const userAgents = new RegExp(knownProbes.map(({ userAgent }) => userAgent.source).join('|'))

/**
 * Whether a request is a health check of one of the known checkers, by what it sends. Anybody can
 * send the same, so it says who asks, not who may. Of a message that was made by hand any part may
 * be missing or odd.
 *
 * @param req - a request, as Node gives it
 * @example
 * app.use((req, res, next) => (isProbe(req) ? res.end('alive') : next()))
 */
export function isProbe(req: AnyRequest): boolean {
  if (!methods.has(req.method)) return false
  const userAgent = headerOf(req, 'user-agent')
  return userAgent === undefined ? isOfHAProxy(req) : userAgents.test(userAgent)
}

/**
 * HAProxy says nothing of itself. What else still speaks HTTP/1.0, proxies above all, names the host.
 *
 * @see https://docs.haproxy.org/3.2/configuration.html#4.2-option%20httpchk
 */
function isOfHAProxy(req: AnyRequest): boolean {
  if (req.httpVersion !== '1.0') return false
  const headers = headersOf(req)
  return headers !== undefined && !('host' in headers) && !('user-agent' in headers)
}
