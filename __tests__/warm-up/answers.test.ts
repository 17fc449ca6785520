import { once } from 'node:events'
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { bootstrapGate } from '../../lib'
import { gateWarnings, type GateWarning } from '../helpers/gate-warnings'
import { Latch } from '../helpers/latch'
import { listen } from '../helpers/listen'
import { answer, hang, warmable } from './support/warmable'

test('one warning names all that were no good answers, without queries, and what to do', async () => {
  const warnings = gateWarnings()
  const { gate, app } = warmable({
    '/moved': answer(302, { location: 'https://shop.example/moved?token=secret' }),
    '/login': answer(303, { location: '/sign-in' }),
    '/private': answer(401),
    '/lost': answer(404),
    '/broken': answer(500),
    '/cached': answer(304),
    '/cut': (req) => req.socket.destroy(),
  })
  const results = await gate.warmUp(app, [
    '/moved?id=secret',
    '/login',
    '/private',
    '/lost',
    '/broken',
    '/cached',
    '/cut',
    '/',
  ])
  expect(results.map(({ status }) => status)).toEqual([302, 303, 401, 404, 500, 304, null, 200])
  expect(results[0]).toMatchObject({
    path: '/moved?id=secret',
    location: 'https://shop.example/moved?token=secret',
  })
  expect(warnings).toHaveLength(1)
  const { code, message, detail = '' } = warnings[0] as GateWarning
  expect(code).toBe('BOOTSTRAP_GATE_WARM_UP')
  expect(message.replace(/in \d+ ms/, 'in time')).toBe(
    '6 of the 8 requests of a warm-up had no good answer: GET /moved: 302 to https://shop.example/moved; ' +
      'GET /login: 303 to /sign-in; GET /private: 401; GET /lost: 404; GET /broken: 500; ' +
      'GET /cut: no answer in time (socket hang up).',
  )
  expect(detail.split('\n').map((line) => line.split(':')[0])).toEqual([
    'Sent on to https',
    'Sent on',
    'Refused',
    'Not there',
    'If it asks its own server while it answers',
  ])
  expect(detail).toContain('X-Forwarded-Proto')
  expect(message + detail).not.toContain('secret')
})

test('one that hangs is given up when its slot times out, on both ends, and the rest go on', async () => {
  const warnings = gateWarnings()
  const closed = new Latch()
  const { gate, app } = warmable(
    {
      '/hangs': (req) => {
        req.once('close', closed.open)
      },
    },
    { slotTimeoutMs: 40, requiredCompletions: 2 },
  )
  const timedOut = once(gate.events, 'slotTimeout')
  const results = await gate.warmUp(app, ['/hangs', '/a', '/b'])
  await closed.opened
  await timedOut
  expect(results.map(({ status }) => status)).toEqual([null, 200, 200])
  expect(results[0]?.error?.message).toBe('bootstrap-gate: GET /hangs was given up after 40 ms.')
  expect(gate.stats()).toMatchObject({ state: 'open', slotTimeouts: 1, completed: 2 })
  expect(warnings.map(({ code }) => code)).toEqual(['BOOTSTRAP_GATE_WARM_UP'])
})

test('what hangs halves nobody’s time: a slow one after it gets the whole', async () => {
  gateWarnings()
  const { gate, app } = warmable(
    {
      '/hangs': hang,
      '/slow': (_req, res) => {
        setTimeout(() => res.end(), 1500)
      },
    },
    { slotTimeoutMs: 2500 },
  )
  const results = await gate.warmUp(app, ['/hangs', '/slow'])
  expect(results.map(({ status }) => status)).toEqual([null, 200])
})

test('one that does not meet the gate is bounded all the same, and it is said that none met it', async () => {
  const warnings = gateWarnings()
  const { gate } = warmable({}, { slotTimeoutMs: 30 })
  await gate.warmUp(hang, ['/'])
  await gate.warmUp((_req: unknown, res: http.ServerResponse) => res.end(), ['/'])
  expect(warnings.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^1 of the 1 .* given up after 30 ms.*None of the requests of a warm-up has met its gate\.$/,
    ),
    'None of the requests of a warm-up has met its gate.',
  ])
  expect(warnings[1]?.detail).toContain('that the gate is mounted in')
})

test('a stream is good after its head and does not hold up the rest; it ends with the warm-up', async () => {
  const warnings = gateWarnings()
  const ended = new Latch()
  const { gate, app } = warmable(
    {
      '/events': (_req, res) => {
        res.writeHead(200, { 'content-type': 'text/event-stream' })
        res.write('data: 1\n\n')
        res.once('close', ended.open)
      },
    },
    { streamTimeoutMs: 20 },
  )
  const results = await gate.warmUp(app, ['/events', '/a', '/b', '/c'])
  expect(results.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(gate.stats()).toMatchObject({ state: 'open', streamed: 1, completed: 4, aborted: 0 })
  await ended.opened
  expect(warnings).toEqual([])
})

test('with streamTimeoutMs 0 a stream is given up with its slot', async () => {
  gateWarnings()
  const { gate, app } = warmable(
    { '/events': (_req, res) => res.write('data: 1\n\n') },
    { streamTimeoutMs: 0, slotTimeoutMs: 30 },
  )
  await expect(gate.warmUp(app, ['/events'])).resolves.toMatchObject([{ status: null }])
})

test('a large answer is read to its end', async () => {
  const { gate, app } = warmable(
    { '/large': (_req, res) => res.end(Buffer.alloc(2 ** 21)) },
    { requiredCompletions: 1 },
  )
  await expect(gate.warmUp(app, ['/large'])).resolves.toMatchObject([{ status: 200 }])
  expect(gate.stats()).toMatchObject({ completed: 1, streamed: 0 })
})

test('a page that fetches its own server is answered where that listens', async () => {
  const warnings = gateWarnings()
  let base = ''
  const { gate, app, entered } = warmable({
    '/page': (_req, res) => {
      void fetch(`${base}/api`).then(async (api) => res.end(await api.text()))
    },
  })
  const server = http.createServer(app)
  base = `http://127.0.0.1:${String(await listen(server))}`
  await gate.warmUp(server, ['/page', '/a', '/b', '/c'])
  expect(entered).toEqual(['GET /page', 'GET /api', 'GET /a', 'GET /b', 'GET /c'])
  expect(gate.stats()).toMatchObject({ state: 'open', nested: 1, completed: 4 })
  expect(warnings).toEqual([])
})

test('method, headers and body arrive as they were given, the nearest winning in any case', async () => {
  const seen: unknown[] = []
  const { gate, app } = warmable({
    '/form': (req, res) => {
      const { host, accept, 'user-agent': agent, 'x-many': many } = req.headers
      void text(req).then((body) => {
        seen.push({ method: req.method, host, accept, agent, many, body })
        res.end()
      })
    },
  })
  await gate.warmUp(
    app,
    [
      { path: '/form', method: 'post', body: 'a=1', headers: { ACCEPT: 'text/html' } },
      { path: '/form', method: 'PUT', body: new Uint8Array([104, 105]) },
    ],
    { headers: { accept: '*/*', host: 'shop.example', 'x-many': ['1', '2'] } },
  )
  const common = { host: 'shop.example', agent: 'bootstrap-gate-warm-up', many: '1, 2' }
  expect(seen).toEqual([
    { ...common, method: 'POST', accept: 'text/html', body: 'a=1' },
    { ...common, method: 'PUT', accept: '*/*', body: 'hi' },
  ])
})

test.each(['GET', 'HEAD', 'DELETE', 'OPTIONS'])(
  'a body arrives whole with the method %s, and is no request of its own',
  async (method) => {
    const seen: unknown[] = []
    const { gate, app } = warmable({
      '/form': (req, res) => {
        void text(req).then((body) => {
          seen.push([req.method, body])
          res.end()
        })
      },
    })
    const body = 'GET /other HTTP/1.1\r\nHost: a\r\n\r\n'
    const results = await gate.warmUp(app, [{ path: '/form', method, body }])
    expect(results).toMatchObject([{ status: 200, error: null }])
    expect(seen).toEqual([[method, body]])
  },
)

test('how a body is framed can be given', async () => {
  const seen: unknown[] = []
  const { gate, app } = warmable({
    '/form': (req, res) => {
      void text(req).then((body) => {
        seen.push([req.headers['content-length'], req.headers['transfer-encoding'], body])
        res.end()
      })
    },
  })
  const form = { path: '/form', method: 'DELETE', body: 'hi' }
  await gate.warmUp(app, [
    { ...form, headers: { 'CONTENT-LENGTH': 2 } },
    { ...form, headers: { 'transfer-encoding': 'chunked' } },
  ])
  expect(seen).toEqual([
    ['2', undefined, 'hi'],
    [undefined, 'chunked', 'hi'],
  ])
})

test('a connection that goes over to another protocol is no answer, and holds up nothing', async () => {
  gateWarnings()
  const { gate, app } = warmable({
    '/switch': (_req, res) => {
      res.writeHead(101, { Connection: 'Upgrade', Upgrade: 'other' }).end()
    },
  })
  const [result] = await gate.warmUp(app, ['/switch'])
  expect(result).toMatchObject({ status: null, error: expect.any(Error) as Error })
  expect(result?.durationMs).toBeLessThan(5000)
})

test('a gate that is opened as a request arrives lets go of it: it is over with its answer', async () => {
  const warnings = gateWarnings()
  const gate = bootstrapGate({
    skip: () => {
      gate.open()
      return false
    },
  })
  const app: http.RequestListener = (req, res) => {
    gate(req, res, () => {
      res.end()
    })
  }
  const [result] = await gate.warmUp(app, ['/'])
  expect(result).toMatchObject({ status: 200 })
  expect(warnings).toEqual([])
})

test('the socket has what those of a server have', async () => {
  const seen: unknown[] = []
  const { gate, app } = warmable({
    '/': (req, res) => {
      const { socket } = req
      socket.setNoDelay().setKeepAlive().ref().unref()
      socket.setTimeout(20_000)
      seen.push(socket.remoteAddress, socket.remoteFamily, socket.localAddress, socket.address())
      seen.push(socket.pending, socket.connecting, socket.readyState, req.headers.host)
      res.end()
    },
  })
  await gate.warmUp(app, ['/'])
  expect(seen).toEqual([
    '127.0.0.1',
    'IPv4',
    '127.0.0.1',
    { address: '127.0.0.1', family: 'IPv4', port: 0 },
    false,
    false,
    'open',
    'localhost',
  ])
})

test('an idle timeout of the server does not strike while there is something to hear', async () => {
  const { gate, app } = warmable({
    '/slow': (_req, res) => {
      const parts = setInterval(() => res.write('part'), 25)
      setTimeout(() => {
        clearInterval(parts)
        res.end()
      }, 500)
    },
  })
  const server = http.createServer(app).setTimeout(400)
  await expect(gate.warmUp(server, ['/slow'])).resolves.toMatchObject([{ status: 200 }])
})

test('a server that answers nothing at all, and one that throws, reject nothing', async () => {
  gateWarnings()
  const { gate } = warmable({}, { slotTimeoutMs: 30 })
  const throwing = http.createServer().on('connection', () => {
    throw new Error('no connections here')
  })
  await expect(gate.warmUp(throwing, ['/'])).resolves.toMatchObject([
    { status: null, error: new Error('no connections here') },
  ])
  await nextTurn()
})
