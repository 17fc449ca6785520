import type { IncomingMessage } from 'node:http'
import { asksForEventStream, isHeader } from '../event-stream-request'
import type { BootstrapGateError, RejectionReason } from '../errors'

/** After these no request is ever let in again: clients are not to reconnect. */
const forGood: readonly RejectionReason[] = ['boot-failed', 'boot-timeout']

/**
 * Whether the rejected request is a browser's `EventSource` that is to reconnect. A 503 would end it
 * for good, a stream that ends would not. It alone sends this Cache-Control: a `fetch` of the same
 * type does not, and takes a stream that ends for the end of all.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model
 */
export function isToReconnect(req: IncomingMessage, { reason }: BootstrapGateError): boolean {
  return (
    asksForEventStream(req) &&
    isHeader(req, 'cache-control', 'no-cache') &&
    !forGood.includes(reason)
  )
}

/** A stream without any event, that says when to reconnect. */
export function renderStream(retryAfterSeconds: number): string {
  return `retry: ${String(retryAfterSeconds * 1000)}\n\n`
}
