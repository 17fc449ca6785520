import http from 'node:http'
import type express from 'express'
import { http1Client } from '../client'
import { passErrorsTo, type Framework } from '../framework'

/** Express 4 and Express 5 are used in the same way. */
export function expressFramework(name: string, createExpress: typeof express): Framework {
  return {
    name,
    httpVersion: 1,
    client: http1Client,

    createApp({ stack, handler, onError }) {
      const app = createExpress()
      app.use(...stack)
      app.use(handler)
      app.use(passErrorsTo(onError))
      return http.createServer(app)
    },

    createAppWithRouter({ stack, handler, onError }) {
      const router = createExpress.Router()
      router.use(...stack)
      router.use(handler)
      const app = createExpress()
      app.use('/api', router)
      app.use(handler)
      app.use(passErrorsTo(onError))
      return http.createServer(app)
    },
  }
}
