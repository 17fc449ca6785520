import http from 'node:http'
import { invalidArgument } from '../options/invalid-argument'
import type { WarmUpTarget } from '../types'

/** A server that connections in memory can be given to. */
export interface Target {
  readonly server: http.Server
  /** The event by which it is given a connection. */
  readonly event: 'connection' | 'secureConnection'
  readonly isHttp2: boolean
}

/** @returns 0 where it does not listen on one */
export function portOf({ server }: Target): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const allowed =
  'an app (a function), a server of node:http, node:https or node:http2, or an object with a `handler` or a `server`'

/** @throws TypeError for what no request can be sent to */
export function targetOf(given: WarmUpTarget): Target {
  const found = find(given)
  if (found === undefined) {
    const advice = 'Koa: `app.callback()`; NestJS: `app.getHttpAdapter().getInstance()`.'
    throw invalidArgument(TypeError, 'target', allowed, given, advice)
  }
  const server = typeof found === 'function' ? http.createServer(found) : found
  return {
    server,
    event: 'setSecureContext' in server ? 'secureConnection' : 'connection',
    isHttp2: 'updateSettings' in server,
  }
}

function find(given: unknown): http.RequestListener | http.Server | undefined {
  if (typeof given === 'function') return given as http.RequestListener
  if (typeof given !== 'object' || given === null) return undefined
  const { handler, server } = given as { handler?: unknown; server?: unknown }
  if (typeof handler === 'function') return handler as http.RequestListener
  // A server of restify emits events as well, and has the one that takes connections inside.
  return [server, given].find(isServer)
}

function isServer(value: unknown): value is http.Server {
  if (typeof value !== 'object' || value === null) return false
  const { emit, listen } = value as Partial<http.Server>
  const isOfNode = typeof emit === 'function' && typeof listen === 'function'
  return isOfNode && ('headersTimeout' in value || 'updateSettings' in value)
}
