import connect from 'connect'
import express from 'express'
import express4 from 'express4'
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import polka from 'polka'
import { bootstrapGate, type BootstrapGate, type WarmUpTarget } from '../../lib'
import { stopAfterTest } from '../helpers/cleanup'
import { gateWarnings } from '../helpers/gate-warnings'
import { listen } from '../helpers/listen'
import { turn } from '../helpers/turn'

type Message = http.IncomingMessage | http2.Http2ServerRequest

/** What a message says of itself: HTTP version, whether it came over TLS, from where, and for which host. */
const tell = (req: Message): string =>
  [
    req.httpVersion,
    (req.socket as { encrypted?: boolean }).encrypted === true,
    req.socket.remoteAddress,
    req.headers.host ?? (req as http2.Http2ServerRequest).authority,
  ].join(' ')

type Make = (gate: BootstrapGate, seen: string[]) => WarmUpTarget | Promise<WarmUpTarget>

const bare =
  (gate: BootstrapGate, seen: string[]) =>
  (req: Message, res: http.ServerResponse | http2.Http2ServerResponse): void => {
    gate(req, res, () => {
      seen.push(tell(req))
      ;(res as http.ServerResponse).end('fine')
    })
  }

const plain = '1.1 false 127.0.0.1 localhost'
const targets: Readonly<Record<string, [Make, string]>> = {
  'an Express 5 app': [(gate, seen) => express().use(gate, bare(gate, seen)), plain],
  'an Express 4 app': [(gate, seen) => express4().use(gate as never, bare(gate, seen)), plain],
  'a Connect app': [(gate, seen) => connect().use(bare(gate, seen)), plain],
  'a Polka app': [(gate, seen) => polka().use(bare(gate, seen) as never), plain],
  'a bare handler': [bare, plain],
  'a server of http': [(gate, seen) => http.createServer(bare(gate, seen)), plain],
  'one that listens': [
    async (gate, seen) => {
      const server = http.createServer(bare(gate, seen))
      await listen(server)
      return server
    },
    plain,
  ],
  'a server of https': [
    (gate, seen) => https.createServer(bare(gate, seen)),
    '1.1 true 127.0.0.1 localhost',
  ],
  'a server of http2': [
    (gate, seen) => http2.createServer(bare(gate, seen)),
    '2.0 false 127.0.0.1 localhost',
  ],
  'a server of http2 with TLS': [
    (gate, seen) => http2.createSecureServer({}, bare(gate, seen)),
    '2.0 true 127.0.0.1 localhost',
  ],
  'an object with a server': [
    (gate, seen) => ({ server: http.createServer(bare(gate, seen)) }),
    plain,
  ],
}

test.each(Object.entries(targets))('%s is warmed up', async (_what, [make, said]) => {
  const warnings = gateWarnings()
  const gate = bootstrapGate()
  stopAfterTest(() => {
    gate.shutdown()
  })
  const seen: string[] = []
  const requests = ['/a', '/b?x=1', { path: '/c', method: 'POST', body: 'hi' }, '/d']
  const results = await gate.warmUp(await make(gate, seen), requests)
  expect(results.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(seen).toEqual(Array(4).fill(said))
  await expect(gate.opened).resolves.toMatchObject({ reason: 'warmed-up' })
  expect(gate.stats()).toMatchObject({ completed: 4, aborted: 0 })
  expect(warnings).toEqual([])
})

test('over HTTP/2: repeats count once, headers that HTTP/2 has not are left out, resets are told', async () => {
  const warnings = gateWarnings()
  const gate = bootstrapGate({ requiredCompletions: 3 })
  const seen: unknown[] = []
  const server = http2.createServer((req, res) => {
    gate(req, res, () => {
      seen.push([req.authority, req.headers.connection, req.headers.accept])
      if (req.url === '/reset') req.stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR)
      else if (req.url === '/refused') req.stream.close(http2.constants.NGHTTP2_NO_ERROR)
      else res.writeHead(302, { location: '/elsewhere' }).end()
    })
  })
  const results = await gate.warmUp(server, ['/', '/', '/reset', '/refused'], {
    headers: { HOST: 'shop.example', Connection: 'close', accept: '*/*' },
  })
  expect(results.map(({ status, location }) => [status, location])).toEqual([
    [302, '/elsewhere'],
    [302, '/elsewhere'],
    [null, null],
    [null, null],
  ])
  expect(results.map(({ error }) => error !== null)).toEqual([false, false, true, true])
  expect(seen).toEqual(Array(4).fill(['shop.example', undefined, '*/*']))
  expect(gate.stats()).toMatchObject({ completed: 1, aborted: 2 })
  expect(warnings).toHaveLength(1)
  gate.shutdown()
})

test.each(['GET', 'HEAD', 'DELETE', 'POST'])(
  'over HTTP/2 a body arrives whole with the method %s',
  async (method) => {
    const gate = bootstrapGate({ requiredCompletions: 1 })
    const seen: unknown[] = []
    const server = http2.createServer((req, res) => {
      gate(req, res, () => {
        let body = ''
        req.on('data', (chunk: Buffer) => {
          body += chunk.toString()
        })
        req.on('end', () => {
          seen.push([req.method, body])
          res.end()
        })
      })
    })
    const results = await gate.warmUp(server, [{ path: '/', method, body: 'hi' }])
    expect(results).toMatchObject([{ status: 200, error: null }])
    expect(seen).toEqual([[method, 'hi']])
  },
)

test('a session of HTTP/2 that ends before it has begun is an answer like none', async () => {
  gateWarnings()
  const gate = bootstrapGate()
  const server = http2.createServer()
  server.on('session', (session) => {
    session.destroy()
  })
  await expect(gate.warmUp(server, ['/'])).resolves.toMatchObject([{ status: null }])
  gate.shutdown()
})

test('what is no HTTP/2 is an answer like none', async () => {
  gateWarnings()
  const gate = bootstrapGate()
  const server = http2.createServer()
  server.prependListener('connection', (socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n'.repeat(9))
  })
  const [result] = await gate.warmUp(server, ['/'])
  expect(result).toMatchObject({ status: null, error: { code: 'ERR_HTTP2_ERROR' } })
  // The session tells of it as well, and that is not to end the process.
  await turn()
  gate.shutdown()
})

test('over TLS an app that asks for a certificate finds none', async () => {
  const gate = bootstrapGate({ requiredCompletions: 1 })
  const seen: unknown[] = []
  const server = https.createServer((req, res) => {
    gate(req, res, () => {
      const socket = req.socket as unknown as Pick<
        TLSSocket,
        'authorized' | 'getPeerCertificate' | 'getProtocol'
      >
      seen.push(socket.authorized, socket.getPeerCertificate(), socket.getProtocol())
      res.end()
    })
  })
  await gate.warmUp(server, ['/'])
  expect(seen).toEqual([false, {}, null])
})

test('a gate that fails or stops meanwhile answers the rest itself', async () => {
  gateWarnings()
  const gate = bootstrapGate()
  const app = (req: http.IncomingMessage, res: http.ServerResponse): void => {
    gate(req, res, () => {
      res.end()
      gate.shutdown()
    })
  }
  const results = await gate.warmUp(app, ['/a', '/b'])
  expect(results.map(({ status }) => status)).toEqual([200, 503])
  expect(gate.stats()).toMatchObject({ state: 'stopped', rejected: { stopped: 1 } })
})
