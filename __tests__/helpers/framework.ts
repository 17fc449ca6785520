import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'node:net'
import type { NextFunction } from '../../lib'
import type { Send } from './client'

export type Handler = (req: IncomingMessage, res: ServerResponse) => void

export type Middleware = (req: IncomingMessage, res: ServerResponse, next: NextFunction) => void

export interface AppParts {
  /** Every request goes through these, in order, before it is handled. */
  readonly stack: readonly Middleware[]
  /** Answers the requests to all paths. */
  readonly handler: Handler
  /** Hears of every `next(error)`; the client gets a 500. */
  readonly onError: (error: unknown) => void
}

/** One implementation of middleware: what it takes to run the same tests over it. */
export interface Framework {
  readonly name: string
  readonly httpVersion: 1 | 2
  readonly client: (port: number) => Send
  /** Whether it calls no middleware of a response that has been ended. */
  readonly stopsAtEnd?: boolean
  /** An app whose stack is for all paths. */
  readonly createApp: (parts: AppParts) => Server
  /** An app whose stack is for the paths under /api only. Missing where there are no routers. */
  readonly createAppWithRouter?: (parts: AppParts) => Server
}

export function answerFault(res: ServerResponse): void {
  res.statusCode = 500
  res.end('failed')
}

/** What Express and Connect call with errors: they know it by its four parameters. */
export type ErrorMiddleware = (error: unknown, ...args: Parameters<Middleware>) => void

export function passErrorsTo(onError: AppParts['onError']): ErrorMiddleware {
  return (error, _req, res, _next) => {
    onError(error)
    answerFault(res)
  }
}

/** The URL as the client sent it: under a mount path the frameworks rewrite `url`. */
export function urlOf(req: IncomingMessage): string {
  return (req as { originalUrl?: string }).originalUrl ?? req.url ?? ''
}
