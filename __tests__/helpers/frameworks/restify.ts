import { createServer, type Server } from 'restify'
import { http1Client } from '../client'
import type { AppParts, Framework, Middleware } from '../framework'

/** Restify has no routers: a chain that is given to a route stands for one. */
export const restify: Framework = {
  name: 'restify',
  httpVersion: 1,
  client: http1Client,

  createApp({ stack, handler, onError }) {
    const app = createRestify(onError)
    app.use(...stack)
    addRoute(app, '/*', [untilFinished(handler)])
    return app.server
  },

  createAppWithRouter({ stack, handler, onError }) {
    const app = createRestify(onError)
    addRoute(app, '/api/*', [...stack, untilFinished(handler)])
    addRoute(app, '/*', [untilFinished(handler)])
    return app.server
  },
}

function createRestify(onError: AppParts['onError']): Server {
  return createServer().on('restifyError', (_req, _res, error: unknown, answerIt: () => void) => {
    onError(error)
    answerIt()
  })
}

function addRoute(app: Server, path: string, chain: readonly Middleware[]): void {
  for (const method of ['get', 'head', 'post'] as const) app[method](path, ...chain)
}

/** A handler of restify's says when it is done. */
function untilFinished(handler: AppParts['handler']): Middleware {
  return (req, res, next) => {
    res.once('finish', () => {
      next()
    })
    handler(req, res)
  }
}
