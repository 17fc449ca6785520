// Stands in for the platform: makes an event (API Gateway, payload 2.0) of each request, all at once.
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { handler } from './handler.js'

http
  .createServer(async (req, res) => {
    const url = new URL(req.url, 'http://localhost')
    const { statusCode, headers, body, isBase64Encoded } = await handler(
      {
        version: '2.0',
        rawPath: url.pathname,
        rawQueryString: url.search.slice(1),
        headers: req.headers,
        requestContext: { http: { method: req.method, path: url.pathname, sourceIp: '127.0.0.1' } },
        body: await text(req),
        isBase64Encoded: false,
      },
      {},
    )
    res.writeHead(statusCode, headers).end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'))
  })
  .listen(process.env.PORT ?? 3000)
