import { headerOf } from './header-of'
import type { IncomingMessage } from 'node:http'

/**
 * Whether a request is a GET for an event stream and nothing else. One that accepts other types as well may
 * be any request of a client that can handle both.
 */
export function asksForEventStream(req: IncomingMessage): boolean {
  return req.method === 'GET' && isHeader(req, 'accept', 'text/event-stream')
}

export function isHeader(req: IncomingMessage, name: string, value: string): boolean {
  return headerOf(req, name)?.trim().toLowerCase() === value
}
