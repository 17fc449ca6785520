import type { Server } from 'node:http'
import type { Http2SecureServer, Http2Server } from 'node:http2'
import type { Server as SecureServer } from 'node:https'
import type { AnyHandler } from './messages'

/**
 * Where a warm-up is sent: an app of Express or Connect or a handler of bare `http`, a server, listening or
 * not, or an object that has one of them (`handler`: Polka; `server`: restify, Fastify after `ready()`).
 */
export type WarmUpTarget =
  | AnyHandler
  | Server
  | SecureServer
  | Http2Server
  | Http2SecureServer
  | {
      /** What takes requests. */
      readonly handler: AnyHandler
    }
  | {
      /** A server of `node:http` or the like. */
      readonly server: object
    }

/** Headers by their names. */
export type WarmUpHeaders = Readonly<Record<string, string | number | readonly string[]>>

/** A request of a warm-up. */
export interface WarmUpRequest {
  /** Path and query, beginning with `/`. */
  readonly path: string
  /** Default: GET. */
  readonly method?: string | undefined
  /** They win over those for all, whatever the case of their names. */
  readonly headers?: WarmUpHeaders | undefined
  /** Default: none. */
  readonly body?: string | Uint8Array | undefined
}

/** Options of {@link BootstrapGate.warmUp}. */
export interface WarmUpOptions {
  /** Headers for all requests. Default: `Host: localhost` and `User-Agent: bootstrap-gate-warm-up`. */
  readonly headers?: WarmUpHeaders | undefined
}

/** What became of a request of a warm-up. */
export interface WarmUpResult {
  /** The method, in upper case. */
  readonly method: string
  /** The path as it was given. */
  readonly path: string
  /** The status of the answer; null when there was none. */
  readonly status: number | null
  /** Milliseconds from sending it to the end of its answer, the time in the line included. */
  readonly durationMs: number
  /** The `Location` of the answer; null when it had none. */
  readonly location: string | null
  /** Why there was no answer; null when there was one. */
  readonly error: Error | null
}
