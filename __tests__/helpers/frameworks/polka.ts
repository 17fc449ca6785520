import http, { type RequestListener, type Server } from 'node:http'
import createPolka, { type Polka } from 'polka'
import { http1Client } from '../client'
import { answerFault, type AppParts, type Framework } from '../framework'

export const polka: Framework = {
  name: 'Polka',
  httpVersion: 1,
  stopsAtEnd: true,
  client: http1Client,

  createApp(parts) {
    return serve(createGatedApp(parts))
  },

  createAppWithRouter(parts) {
    // A route for all paths would come before the router.
    const app = createPolka({ onNoMatch: parts.handler }).use('/api', createGatedApp(parts))
    return serve(app)
  },
}

function createGatedApp({ stack, handler, onError }: AppParts): Polka {
  return createPolka({
    onError: (error, _req, res) => {
      onError(error)
      answerFault(res)
    },
  })
    .use(...stack)
    .all('/*', handler)
}

/** The handler takes any request; its type asks for what Polka itself adds to one. */
function serve(app: Polka): Server {
  return http.createServer(app.handler as RequestListener)
}
