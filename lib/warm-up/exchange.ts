import http from 'node:http'
import type { PlannedRequest } from './requests'
import { createConnection, type MemoryConnection } from './memory-connection'
import { putMark, type WarmUpMark } from '../requests/warm-up-mark'
import { portOf, type Target } from './target'

/** What is heard of an exchange. */
export interface ExchangeEvents {
  head(status: number, location: string | null): void
  /** The answer has come whole. */
  ended(): void
  failed(error: Error): void
}

/** Sends a request over a connection of its own in memory. */
export type Send = (
  target: Target,
  request: PlannedRequest,
  mark: WarmUpMark,
  events: ExchangeEvents,
) => MemoryConnection

export const sendHttp1: Send = (target, request, mark, events) => {
  const { server, event } = target
  const connection = createConnection(portOf(target))
  putMark(connection.server, mark)
  if (event === 'secureConnection') imitateTls(connection.server)
  server.emit(event, connection.server)
  const { method, path, body } = request
  const outgoing = http.request({
    method,
    path,
    headers: framed(request),
    createConnection: () => connection.client,
  })
  let hasHead = false
  outgoing.on('response', (response) => {
    hasHead = true
    response.on('end', () => {
      events.ended()
    })
    response.on('error', (error) => {
      events.failed(error)
    })
    events.head(response.statusCode ?? 0, response.headers.location ?? null)
    response.resume()
  })
  outgoing.on('error', (error) => {
    events.failed(error)
  })
  // Of an answer that is no response, such as 101, nothing else is told.
  outgoing.on('close', () => {
    if (!hasHead) events.failed(new Error('the connection was closed without an answer'))
  })
  outgoing.end(body)
  return connection
}

/** Node says how long a body is only for some methods; without, it would be taken for the next request. */
function framed({ headers, body }: PlannedRequest): http.OutgoingHttpHeaders {
  const says = (name: string): boolean => name === 'content-length' || name === 'transfer-encoding'
  if (body === undefined || Object.keys(headers).some((name) => says(name.toLowerCase()))) {
    return headers
  }
  return { ...headers, 'Content-Length': Buffer.byteLength(body) }
}

/** What an app may ask of a socket of `node:tls`. */
function imitateTls(socket: object): void {
  Object.assign(socket, {
    encrypted: true,
    authorized: false,
    getPeerCertificate: () => ({}),
    getProtocol: () => null,
  })
}
