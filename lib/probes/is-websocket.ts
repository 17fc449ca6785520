import { headerOf } from '../header-of'
import type { AnyRequest } from '../types'

/**
 * Whether a request opens a WebSocket. Other protocols to change to are only offered, and whoever
 * offers them, as Java and curl do with `h2c`, expects an ordinary answer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1
 */
export function isWebSocket(req: AnyRequest): boolean {
  return (
    req.method === 'GET' &&
    headerOf(req, 'upgrade')?.trim().toLowerCase() === 'websocket' &&
    hasUpgrade(headerOf(req, 'connection'))
  )
}

function hasUpgrade(connection = ''): boolean {
  return connection.split(',').some((token) => token.trim().toLowerCase() === 'upgrade')
}
