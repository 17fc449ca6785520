import net from 'node:net'
import { http1Client } from '../../helpers/client'
import { freePort } from '../../helpers/free-port'
import { listen } from '../../helpers/listen'
import { type Backend, startBackend } from '../support/backend'
import { proxies, Proxy, type ProxyName, withoutChecks } from '../support/proxy'

/** What each answers to many, one after the other, so that both are asked first by some. */
async function send(proxy: Proxy, method: string, count = 8): Promise<number[]> {
  const client = http1Client(proxy.port)
  const statuses = []
  for (let index = 0; index < count; index++) {
    const body =
      method === 'POST' ? { body: Buffer.from(`order ${String(index)} `.repeat(500)) } : {}
    statuses.push((await client(`/${String(index)}`, { method, ...body }).answer).status)
  }
  return statuses
}

/** One that takes nobody: its line is full. */
const startFull = (): Promise<Backend> =>
  startBackend({ maxQueueSize: 0, waitFor: [new Promise(() => undefined)] })

async function startServing(): Promise<Backend> {
  const backend = await startBackend()
  backend.stage.answerAll()
  return backend
}

const wholeOrders = Array.from({ length: 8 }, (_, index) => `order ${String(index)} `.repeat(500))

const start = (name: ProxyName, ports: readonly [number, number]): Promise<Proxy> =>
  Proxy.start(name, ports, withoutChecks)

describe.each(proxies)('%s', (name) => {
  test('asks the other where a gate says 503: no client sees it', async () => {
    const [full, serving] = [await startFull(), await startServing()]
    const proxy = await start(name, [full.port, serving.port])
    expect(await send(proxy, 'GET')).toEqual(Array(8).fill(200))
    expect(full.gate.stats().rejected.queueFull).toBeGreaterThan(0)
    expect(full.gate.stats().admitted).toBe(0)
  })

  test('asks the other where a gate has failed', async () => {
    const failed = await startBackend({ waitFor: [Promise.reject(new Error('no database'))] })
    const proxy = await start(name, [failed.port, (await startServing()).port])
    expect(await send(proxy, 'GET')).toEqual(Array(8).fill(200))
    expect(failed.gate.stats().rejected.bootFailed).toBeGreaterThan(0)
  })

  test.each(['GET', 'POST'])('asks the other where nobody listens, %s too', async (method) => {
    const serving = await startServing()
    const proxy = await start(name, [await freePort(), serving.port])
    expect(await send(proxy, method)).toEqual(Array(8).fill(200))
    if (method === 'POST') expect(serving.bodies).toEqual(wholeOrders)
  })

  test('serves again as soon as one does, though all have just said 503', async () => {
    const backends = [await startFull(), await startFull()] as const
    const proxy = await start(name, [backends[0].port, backends[1].port])
    expect(await send(proxy, 'GET', 4)).toEqual(Array(4).fill(503))
    for (const { gate, stage } of backends) {
      stage.answerAll()
      gate.open()
    }
    expect(await send(proxy, 'GET')).toEqual(Array(8).fill(200))
  })

  test('a POST whose connection breaks while it is inside is not sent to the other', async () => {
    let entered = 0
    const startBreaking = (): Promise<number> =>
      listen(
        net.createServer((socket) => {
          socket.once('data', () => {
            entered++
            socket.destroy()
          })
        }),
      )
    const proxy = await start(name, [await startBreaking(), await startBreaking()])
    expect(await send(proxy, 'POST', 4)).toEqual(Array(4).fill(502))
    expect(entered).toBe(4)
    expect(new Set(await send(proxy, 'GET', 2))).toEqual(new Set([502]))
    // These have been sent to both.
    expect(entered).toBeGreaterThanOrEqual(4 + 2 * 2)
  })
})

test('haproxy sends a POST again after the 503 of a gate: it comes in whole, and once', async () => {
  const [full, serving] = [await startFull(), await startServing()]
  const proxy = await start('haproxy', [full.port, serving.port])
  expect(await send(proxy, 'POST')).toEqual(Array(8).fill(200))
  expect(full.gate.stats().rejected.queueFull).toBeGreaterThan(0)
  expect(serving.bodies).toEqual(wholeOrders)
  expect(full.bodies).toEqual([])
})

test('what does not fit into HAProxy’s buffer is not sent again, and is not sent in part', async () => {
  const [full, serving] = [await startFull(), await startServing()]
  const proxy = await start('haproxy', [full.port, serving.port])
  const body = 'a large order '.repeat(5000)
  const client = http1Client(proxy.port)
  const statuses = []
  for (let index = 0; index < 8; index++) {
    const sent = client('/', { method: 'POST', body: Buffer.from(body) })
    statuses.push((await sent.answer).status)
  }
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  expect(new Set(serving.bodies)).toEqual(new Set([body]))
})

test('nginx hands the 503 of a gate on to a POST, with when to come again, and the other hears nothing of it', async () => {
  const [full, serving] = [await startFull(), await startServing()]
  const proxy = await start('nginx', [full.port, serving.port])
  const statuses = await send(proxy, 'POST')
  const { queueFull } = full.gate.stats().rejected
  expect(queueFull).toBeGreaterThan(0)
  expect(statuses.filter((status) => status === 503)).toHaveLength(queueFull)
  expect(serving.bodies).toEqual(wholeOrders.filter((_, index) => statuses[index] === 200))
  const answers = await Promise.all(
    [1, 2].map(
      () => http1Client(proxy.port)('/', { method: 'POST', body: Buffer.from('x') }).answer,
    ),
  )
  expect(answers.find(({ status }) => status === 503)?.headers['retry-after']).toBe('1')
})
