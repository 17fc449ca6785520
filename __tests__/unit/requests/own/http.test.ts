import { once } from 'node:events'
import http, { type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { listen } from '../../../helpers/listen'
import { Log } from '../../../helpers/log'
import { stopAfterTest } from '../../../helpers/cleanup'
import { A, B, setScene } from './by-hand'

interface Arrival {
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

/** A server whose requests the test answers. */
async function serve(): Promise<{ url: string; arrived: Log<Arrival> }> {
  const arrived = new Log<Arrival>()
  const server = http.createServer((req, res) => {
    arrived.add({ req, res })
  })
  return { url: `http://LOCALHOST:${String(await listen(server))}`, arrived }
}

function keptAlive(): http.Agent {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  stopAfterTest(() => {
    agent.destroy()
  })
  return agent
}

function send(url: string, options: http.RequestOptions = { agent: false }): ClientRequest {
  const request = http.get(url, options, (res) => res.resume())
  request.on('error', () => undefined)
  return request
}

const events = ['close', 'socket', 'connect']

function countListeners(...emitters: (ClientRequest | Socket | null)[]): number[] {
  return emitters.map((emitter) =>
    events.reduce((sum, event) => sum + (emitter?.listenerCount(event) ?? 0), 0),
  )
}

test('the asker of a request is known once, and told where it asks', async () => {
  const { own, told, as } = setScene()
  const { url, arrived } = await serve()
  const request = as(A, () => send(url))
  const { req, res } = await arrived.at(0)
  const asked = told[0]?.[1]
  expect(told.map(([asker]) => asker)).toEqual([A])
  expect(asked).toMatchObject({ authority: url.slice('http://'.length).toLowerCase() })
  expect(asked?.hasArrived).toBe(false)
  expect(own.askerOf(req)).toBe(A)
  expect(asked?.hasArrived).toBe(true)
  expect(own.askerOf(req)).toBeUndefined()

  const answered = jest.fn()
  void asked?.answered.then(answered)
  await new Promise(setImmediate)
  expect(answered).not.toHaveBeenCalled()
  res.flushHeaders()
  await asked?.answered
  expect(res.writableEnded).toBe(false)
  res.end()
  await once(request, 'close')
})

test('a request without an asker is nobody’s, on a connection of an asker too', async () => {
  const { own, told, as } = setScene()
  const { url, arrived } = await serve()
  const agent = keptAlive()
  const first = as(A, () => send(url, { agent }))
  const second = send(url, { agent })
  ;(await arrived.at(0)).res.end()
  await once(first, 'close')
  const { req, res } = await arrived.at(1)
  expect(second.socket).toBe(first.socket)
  expect(own.askerOf(req)).toBeUndefined()
  expect(told).toHaveLength(1)
  res.end()
})

test('nor when somebody has removed the listeners of the one before', async () => {
  const { own, as } = setScene()
  const { url, arrived } = await serve()
  const agent = keptAlive()
  const first = as(A, () => send(url, { agent }))
  const { res } = await arrived.at(0)
  first.removeAllListeners('close')
  const second = send(url, { agent })
  res.end()
  const { req } = await arrived.at(1)
  expect(second.socket).toBe(first.socket)
  expect(own.askerOf(req)).toBeUndefined()
})

test('a request that waits for a connection is its asker’s, whoever had it before', async () => {
  const { own, told, as } = setScene()
  const { url, arrived } = await serve()
  const agent = keptAlive()
  as(A, () => send(url, { agent }))
  as(B, () => send(url, { agent }))
  const first = await arrived.at(0)
  expect(told).toHaveLength(1)
  expect(own.askerOf(first.req)).toBe(A)
  first.res.end()
  const second = await arrived.at(1)
  expect(own.askerOf(second.req)).toBe(B)
  expect(told.map(([asker]) => asker)).toEqual([A, B])
})

test('what was forgotten is not known, and is over for those who wait for its answer', async () => {
  const { own, told, as } = setScene()
  const { url, arrived } = await serve()
  as(A, () => send(url))
  as(B, () => send(url))
  const requests = (await arrived.until(2)).map(({ req }) => req)
  own.forget(A)
  await told.find(([asker]) => asker === A)?.[1].answered
  expect(requests.map((req) => own.askerOf(req))).toEqual(expect.arrayContaining([undefined, B]))
})

test('a request that fails is over', async () => {
  const { told, as } = setScene()
  const { url, arrived } = await serve()
  const request = as(A, () => send(url))
  await arrived.at(0)
  request.destroy()
  await new Promise((resolve) => request.once('close', resolve))
  await told[0]?.[1].answered
  expect(told).toHaveLength(1)
})

test.each(['forget', 'stop'] as const)('%s leaves no listener', async (how) => {
  const { url, arrived } = await serve()
  const agent = keptAlive()
  const plain = send(url)
  const queued = [send(url, { agent }), send(url, { agent })]
  await arrived.until(2)
  const without = countListeners(plain, plain.socket, ...queued, queued[0]?.socket ?? null)
  const { own, as } = setScene()
  const ofAsker = keptAlive()
  const [asked, first, second] = as(A, () => [
    send(url),
    send(url, { agent: ofAsker }),
    send(url, { agent: ofAsker }),
  ])
  await arrived.until(4)
  const count = (): number[] =>
    countListeners(asked, asked.socket, first, second, first.socket ?? null)
  expect(count()).not.toEqual(without)
  if (how === 'forget') own.forget(A)
  else own.stop()
  expect(count()).toEqual(without)
})

test('an answer leaves no listener on a connection that goes on', async () => {
  const { as } = setScene()
  const { url, arrived } = await serve()
  const agent = keptAlive()
  const plain = send(url, { agent })
  ;(await arrived.at(0)).res.end()
  await once(plain, 'close')
  const { socket } = plain
  const before = countListeners(socket)
  const asked = as(A, () => send(url, { agent }))
  ;(await arrived.at(1)).res.end()
  await once(asked, 'close')
  expect(asked.socket).toBe(socket)
  expect(countListeners(socket)).toEqual(before)
})

test('a request over a path is nobody’s, and goes to no address', async () => {
  const { own, told, as } = setScene()
  const arrived = new Log<IncomingMessage>()
  const server = http.createServer((req, res) => {
    arrived.add(req)
    res.end()
  })
  const name = `own-${String(process.pid)}`
  const socketPath =
    process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`)
  server.listen(socketPath)
  stopAfterTest(() => server.close())
  await once(server, 'listening')
  as(A, () => send('http://localhost', { socketPath, agent: false }))
  expect(own.askerOf(await arrived.at(0))).toBeUndefined()
  expect(told).toEqual([])
})

test('a request without a response listener has its body thrown away as ever', async () => {
  const { as } = setScene()
  const { url, arrived } = await serve()
  const request = as(A, () => http.get(url, { agent: false }))
  ;(await arrived.at(0)).res.end('x'.repeat(1_000_000))
  await once(request, 'close')
})
