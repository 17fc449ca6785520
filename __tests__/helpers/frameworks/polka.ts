import http from 'node:http'
import createPolka from 'polka'
import { http1Client } from '../client'
import { answerFault, type AppParts, type Framework } from '../framework'

export const polka: Framework = {
  name: 'Polka',
  httpVersion: 1,
  client: http1Client,

  createApp(parts) {
    return http.createServer(createGatedApp(parts).handler)
  },

  createAppWithRouter(parts) {
    // A route for all paths would come before the router.
    const app = createPolka({ onNoMatch: parts.handler }).use('/api', createGatedApp(parts))
    return http.createServer(app.handler)
  },
}

function createGatedApp({ stack, handler, onError }: AppParts): ReturnType<typeof createPolka> {
  return createPolka({
    onError: (error, _req, res) => {
      onError(error)
      answerFault(res)
    },
  })
    .use(...stack)
    .all('/*', handler)
}
