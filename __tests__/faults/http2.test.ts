import http2 from 'node:http2'
import type { Middleware } from '../helpers/framework'
import { connectHttp2, type Http2Client } from './support/http2-client'

const { NGHTTP2_CANCEL } = http2.constants

test('a stream that is reset while it is held never reaches the app', async () => {
  const { gate, stage, aborts, get } = await connectHttp2()
  const [, held] = await get('/first', '/held', '/next')
  held?.close(NGHTTP2_CANCEL)
  await aborts.until(1)
  ;(await stage.visits.at(0)).answer()
  await stage.visits.at(1)
  expect(stage.paths).toEqual(['/first', '/next'])
  expect(gate.stats()).toMatchObject({ completed: 1, aborted: 1, queued: 0 })
})

test('a stream that is reset while it is inside frees its slot and does not count', async () => {
  const { gate, stage, get } = await connectHttp2()
  const [lost] = await get('/lost', '/next')
  lost?.close(NGHTTP2_CANCEL)
  await stage.visits.at(1)
  expect(gate.stats()).toMatchObject({ completed: 0, aborted: 1, inFlight: 1 })
})

test('a stream that is reset before all of its answer went out does not count', async () => {
  const { gate, stage, aborts, get } = await connectHttp2()
  const [lost] = await get('/big')
  const { res } = await stage.visits.at(0)
  // More than a client takes that does not read.
  res.end(Buffer.alloc(4 * 1024 * 1024))
  lost?.once('response', () => {
    lost.close(NGHTTP2_CANCEL)
  })
  await aborts.until(1)
  expect(aborts.entries).toEqual(['/big inside'])
  expect(gate.stats()).toMatchObject({ completed: 0, inFlight: 0 })
})

test.each<[string, (client: Http2Client) => unknown]>([
  ['whose connection is lost', ({ socket }) => socket.destroy()],
  [
    'that its client gives up, stream by stream,',
    ({ session }) => {
      session.destroy()
    },
  ],
])('of a session %s all requests end, and none keeps a slot', async (_name, lose) => {
  const client = await connectHttp2()
  const { gate, stage, aborts } = client
  await client.get('/first', '/held-1', '/held-2', '/held-3')
  lose(client)
  await aborts.until(4)
  stage.answerAll()
  expect((await client.send('/next').answer).status).toBe(200)
  expect(gate.stats()).toMatchObject({ aborted: 4, completed: 1, queued: 0, inFlight: 0 })
})

test('of a session whose connection is lost no held request is admitted', async () => {
  const { aborts, get, socket, stage } = await connectHttp2()
  await get('/first', '/held-1', '/held-2')
  socket.destroy()
  await aborts.until(3)
  expect(stage.paths).toEqual(['/first'])
})

test('a request that is rejected at shutdown gets no `Connection` header', async () => {
  const names = new Set<string>()
  // HTTP/2 has no such header: Node leaves it out, and warns of each.
  const recordHeaders: Middleware = (_req, res, next) => {
    const setHeader = res.setHeader.bind(res)
    res.setHeader = (name, value) => {
      names.add(name)
      return setHeader(name, value)
    }
    next()
  }
  const { gate, get } = await connectHttp2({ before: [recordHeaders] })
  const [, held] = await get('/first', '/held')
  const answered = new Promise<http2.IncomingHttpHeaders>((resolve) => {
    held?.on('response', resolve)
  })
  gate.shutdown()
  expect((await answered)[':status']).toBe(503)
  expect(names).toContain('Retry-After')
  expect(names).not.toContain('Connection')
})
