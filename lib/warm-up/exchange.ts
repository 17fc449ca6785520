import http from 'node:http'
import type { PlannedRequest } from './requests'
import { createConnection, type MemoryConnection } from './memory-connection'
import { markConnection, type WarmUpMark } from '../requests/warm-up-mark'
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
  markConnection(connection.server, mark)
  if (event === 'secureConnection') imitateTls(connection.server)
  server.emit(event, connection.server)
  const { method, path, headers, body } = request
  const outgoing = http.request({
    method,
    path,
    headers,
    createConnection: () => connection.client,
  })
  outgoing.on('response', (response) => {
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
  outgoing.end(body)
  return connection
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
