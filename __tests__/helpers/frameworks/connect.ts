import http from 'node:http'
import createConnect from 'connect'
import { http1Client } from '../client'
import { passErrorsTo, type Framework } from '../framework'

export const connect: Framework = {
  name: 'Connect',
  httpVersion: 1,
  client: http1Client,

  createApp({ stack, handler, onError }) {
    const app = createConnect()
    for (const middleware of stack) app.use(middleware)
    app.use(handler)
    app.use(passErrorsTo(onError))
    return http.createServer(app)
  },

  createAppWithRouter({ stack, handler, onError }) {
    const router = createConnect()
    for (const middleware of stack) router.use(middleware)
    router.use(handler)
    const app = createConnect()
    app.use('/api', router)
    app.use(handler)
    app.use(passErrorsTo(onError))
    return http.createServer(app)
  },
}
