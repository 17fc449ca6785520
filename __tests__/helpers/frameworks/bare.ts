import http, { type RequestListener } from 'node:http'
import http2 from 'node:http2'
import { http1Client, http2Client } from '../client'
import { answerFault, type AppParts, type Framework } from '../framework'

export const bareHttp: Framework = {
  name: 'node:http',
  httpVersion: 1,
  client: http1Client,
  createApp: (parts) => http.createServer(runStack(parts)),
}

/** Without TLS, and with the API that is compatible to that of `node:http`. */
export const bareHttp2: Framework = {
  name: 'node:http2',
  httpVersion: 2,
  client: http2Client,
  createApp: (parts) => {
    const server = http2.createServer()
    return server.on('request', runStack(parts) as unknown as Http2Listener)
  },
}

type Http2Listener = NonNullable<Parameters<typeof http2.createServer>[1]>

function runStack({ stack, handler, onError }: AppParts): RequestListener {
  return (req, res) => {
    const step = (index: number): void => {
      const middleware = stack[index]
      if (middleware === undefined) {
        handler(req, res)
        return
      }
      middleware(req, res, (error?: unknown) => {
        if (error === undefined) {
          step(index + 1)
          return
        }
        onError(error)
        answerFault(res)
      })
    }
    step(0)
  }
}
