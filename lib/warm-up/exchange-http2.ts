import type { ServerHttp2Session } from 'node:http2'
import type { Send } from './exchange'
import { createConnection } from './memory-connection'
import { putMark } from '../requests/warm-up-mark'
import { portOf } from './target'

/** Headers that HTTP/2 replaces by a pseudo-header, or does not have. */
const replaced = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'upgrade'])

export const sendHttp2: Send = (target, request, mark, events) => {
  const { server, event } = target
  const connection = createConnection(portOf(target))
  const isSecure = event === 'secureConnection'
  server.once('session', (session: ServerHttp2Session) => {
    putMark(session, mark)
    // Node has wrapped the connection: what it was called would be lost.
    Object.assign(session.socket, { _peername: peer }, isSecure && tls)
  })
  if (isSecure) Object.assign(connection.server, tls)
  server.emit(event, connection.server)
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is large, and most need none
  const http2 = require('node:http2') as typeof import('node:http2')
  const client = http2.connect('http://localhost', { createConnection: () => connection.client })
  client.on('error', (error) => {
    events.failed(error as Error)
  })
  const { method, path, headers, body } = request
  const host = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1]
  const fields = {
    ...Object.fromEntries(
      Object.entries(headers).filter(([name]) => !replaced.has(name.toLowerCase())),
    ),
    ':method': method,
    ':path': path,
    ':scheme': isSecure ? 'https' : 'http',
    ':authority': String(host),
  }
  // For some methods Node would end it at once.
  const stream = client.request(fields, { endStream: body === undefined })
  let hasHead = false
  stream.on('response', ({ ':status': status = 0, location }) => {
    hasHead = true
    events.head(status, location ?? null)
    stream.resume()
  })
  stream.on('error', (error) => {
    events.failed(error as Error)
  })
  stream.on('end', () => {
    client.close()
    // A stream that is closed without an error ends, too.
    if (hasHead) events.ended()
  })
  stream.on('close', () => {
    events.failed(new Error(`the stream was closed with the code ${String(stream.rstCode)}`))
  })
  if (body !== undefined) stream.end(body)
  return connection
}

/** What Node's socket says of the other end. */
const peer = { address: '127.0.0.1', family: 'IPv4', port: 0 }
const tls = { encrypted: true, alpnProtocol: 'h2' }
