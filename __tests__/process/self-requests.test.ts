import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { stopAfterTest } from '../helpers/cleanup'
import { ChildApp } from './support/child-app'

const start = (gate = {}): Promise<ChildApp> => ChildApp.start('self/app.cjs', { gate })

/** As many as come at once after a deploy. */
const requestAll = (app: ChildApp, path: string): Promise<{ status: number; body: string }[]> =>
  Promise.all(Array.from({ length: 50 }, () => app.request('GET', path)))

describe('50 pages that check, ask their own API twice, and then initialise', () => {
  it.each(['fetch', 'get', 'agent', 'oneSocket'])(
    'by %s are all served, by one pool, and without a warning',
    async (way) => {
      const app = await start({ requiredCompletions: 3 })
      const answers = await requestAll(app, `/page/${way}/127.0.0.1`)
      expect(answers.filter(({ body }) => body !== '{"statuses":[200,200]}')).toEqual([])
      expect((await app.request('GET', '/pools')).body).toBe('{"pools":1}')
      expect(app.all('warning')).toEqual([])
      const stats = await app.stats()
      expect(stats).toMatchObject({ completed: 3, gaveWay: 0, slotTimeouts: 0 })
      expect(stats.nested).toBeGreaterThanOrEqual(6)
    },
  )

  it('by the name of the host are served as well', async () => {
    const app = await start({ requiredCompletions: 3 })
    const answers = await requestAll(app, '/page/fetch/localhost')
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect((await app.request('GET', '/pools')).body).toBe('{"pools":1}')
  })
})

describe('a page that asks its own server', () => {
  it('while it holds a lock is served', async () => {
    const app = await start({ requiredCompletions: 3 })
    const answers = await requestAll(app, '/locked')
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['locked']))
    expect(app.all('warning')).toEqual([])
  })

  it('within the process is served, and what it asks for never counts', async () => {
    const app = await start({ requiredCompletions: 2 })
    expect((await app.request('GET', '/batch')).body).toBe('["/a","/b","/c"]')
    expect(await app.stats()).toMatchObject({ state: 'closed', nested: 3, completed: 1 })
  })

  it.each([
    ['/proxied', 0],
    ['/proxied-inside', 1],
  ])('%s, through a proxy, gives way soon, and is served', async (path, nested) => {
    const app = await start({ requiredCompletions: 10 })
    const proxy = net.createServer((client) => {
      const upstream = net.connect(app.port, '127.0.0.1')
      client.pipe(upstream).pipe(client)
      for (const socket of [client, upstream]) socket.on('error', () => client.destroy())
    })
    await once(proxy.listen(0, '127.0.0.1'), 'listening')
    stopAfterTest(() => proxy.close())
    const { port } = proxy.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${String(port)}${path}`)
    expect(await response.json()).toEqual({ status: 200 })
    expect(await app.stats()).toMatchObject({
      gaveWay: 1,
      nested,
      slotTimeouts: 0,
      completed: 2,
    })
  })

  it('streams to whoever needs another request to end it', async () => {
    const app = await start()
    const streamed = app.request('GET', '/stream')
    while ((await app.stats()).streamed === 0);
    expect((await app.request('GET', '/finish')).body).toBe('finished')
    expect((await streamed).body).toBe('begun and ended')
  })
})

it('takes no request to the same port elsewhere for one of its own', async () => {
  const app = await start({ requiredCompletions: 10 })
  const elsewhere = http.createServer((_req, res) => res.end())
  await once(elsewhere.listen(app.port, '127.0.0.2'), 'listening')
  stopAfterTest(() => elsewhere.close())
  expect((await app.request('GET', '/elsewhere')).body).toBe('{"status":200}')
  expect(await app.stats()).toMatchObject({ nested: 0, gaveWay: 0, completed: 1 })
})
