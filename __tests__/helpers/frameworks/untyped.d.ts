declare module 'express4' {
  import express = require('express')
  export = express
}

declare module 'polka' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

  type Handler = (
    req: IncomingMessage,
    res: ServerResponse,
    next: (error?: unknown) => void,
  ) => void

  interface Polka {
    readonly handler: RequestListener
    use(...stack: Handler[]): this
    use(base: string, app: Polka): this
    all(pattern: string, handler: Handler): this
  }

  function polka(options?: {
    onError?: (error: unknown, req: IncomingMessage, res: ServerResponse) => void
    onNoMatch?: RequestListener
  }): Polka
  export = polka
}

declare module 'restify' {
  import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http'

  type Handler = (
    req: IncomingMessage,
    res: ServerResponse,
    next: (error?: unknown) => void,
  ) => void
  type AddRoute = (path: string, ...chain: Handler[]) => unknown

  interface Server {
    readonly server: HttpServer
    readonly use: (...chain: Handler[]) => unknown
    readonly get: AddRoute
    readonly head: AddRoute
    readonly post: AddRoute
    on(
      event: 'restifyError',
      listener: (
        req: IncomingMessage,
        res: ServerResponse,
        error: unknown,
        callback: () => void,
      ) => void,
    ): this
  }

  export function createServer(): Server
}
