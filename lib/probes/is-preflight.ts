import { headerOf } from '../header-of'
import type { AnyRequest } from '../types'

/**
 * Whether a browser asks if it may send the real request.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export function isPreflight(req: AnyRequest): boolean {
  return req.method === 'OPTIONS' && headerOf(req, 'access-control-request-method') !== undefined
}
