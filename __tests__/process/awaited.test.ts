import { connect } from 'node:net'
import { stopAfterTest } from '../helpers/cleanup'
import { ChildApp, type ChildSettings } from './support/child-app'

const start = (framework: string, settings: ChildSettings = {}): Promise<ChildApp> =>
  ChildApp.start('awaited/app.mjs', { framework, way: 'fetch', ...settings })

/** As many as come at once after a deploy. */
const requestAll = (app: ChildApp, paths: readonly string[]): Promise<string[]> =>
  Promise.all(
    Array.from({ length: 50 }, async (_, i) => {
      const path = paths[i % paths.length] as string
      const { status, body } = await app.request('GET', path)
      return `${path} ${String(status)} ${body}`
    }),
  )

const once = (answers: readonly string[]): string[] => [...new Set(answers)].sort()

const page = '200 {"answers":[{"data":true},{"data":true}]}'
const chain = '200 {"parts":[{"of":{"data":true}},{"of":{"data":true}},{"data":true}]}'

/** In h3 2 what asks within the process has no message of Node's; Express takes none that imitate them. */
const withinTheProcess = ['h3 1', 'Koa', 'koa-connect']

describe.each([...withinTheProcess, 'h3 2', 'Express'])(
  '%s, which awaits the gate',
  (framework) => {
    it('serves 50 pages that ask their own server, by one pool', async () => {
      const app = await start(framework, { gate: { requiredCompletions: 3 } })
      expect(once(await requestAll(app, ['/page']))).toEqual([`/page ${page}`])
      expect((await app.request('GET', '/counts')).body).toMatch('"pools":1,')
      expect(app.all('warning')).toEqual([])
      const stats = await app.stats()
      expect(stats).toMatchObject({ completed: 3, gaveWay: 0, slotTimeouts: 0 })
      expect(stats.nested).toBeGreaterThanOrEqual(6)
    })

    it('serves pages whose own requests ask in their turn', async () => {
      const app = await start(framework, { gate: { requiredCompletions: 3 } })
      expect(once(await requestAll(app, ['/chain']))).toEqual([`/chain ${chain}`])
      expect(await app.stats()).toMatchObject({ completed: 3, gaveWay: 0, slotTimeouts: 0 })
      expect(app.all('warning')).toEqual([])
    })

    it('tells which request an import belongs to', async () => {
      const app = await start(framework, { gate: { requiredCompletions: 3 } })
      await app.request('GET', '/stock')
      await app.until('import settled', { request: 'GET /stock' })
    })

    it('takes those that a client sends ahead for what they are', async () => {
      const app = await start(framework, { gate: { requiredCompletions: 10 } })
      const client = connect(app.port, '127.0.0.1')
      stopAfterTest(() => client.destroy())
      const request = 'GET /api HTTP/1.1\r\nHost: x\r\n\r\n'
      client.write(request.repeat(4))
      let text = ''
      for await (const chunk of client) {
        text += String(chunk)
        if (text.split('{"data":true}').length > 4) break
      }
      expect(await app.stats()).toMatchObject({ nested: 0, completed: 4 })
      expect((await app.request('GET', '/counts')).body).toMatch('"busiest":1')
    })
  },
)

describe.each(withinTheProcess)('%s, asked within the process', (framework) => {
  const inside = (settings: ChildSettings = {}): Promise<ChildApp> =>
    start(framework, { gate: { requiredCompletions: 3 }, way: 'inside', ...settings })

  it('serves 50 pages that ask their own server, by one pool', async () => {
    const app = await inside()
    expect(once(await requestAll(app, ['/page-inside']))).toEqual([`/page-inside ${page}`])
    expect((await app.request('GET', '/counts')).body).toMatch('"pools":1,')
    expect(app.all('warning')).toEqual([])
    const stats = await app.stats()
    expect(stats).toMatchObject({ completed: 3, gaveWay: 0, slotTimeouts: 0 })
    expect(stats.nested).toBeGreaterThanOrEqual(6)
  })

  it('serves pages whose own requests ask in their turn', async () => {
    const app = await inside()
    const answers = await requestAll(app, ['/chain', '/chain-inside'])
    expect(once(answers)).toEqual([`/chain ${chain}`, `/chain-inside ${chain}`])
    expect(await app.stats()).toMatchObject({ completed: 3, gaveWay: 0, slotTimeouts: 0 })
    expect(app.all('warning')).toEqual([])
  })

  it('is warmed up by pages that ask their own server', async () => {
    const app = await inside({ warmUp: ['/page-inside', '/chain-inside', '/stock'] })
    expect(await app.until('done')).toMatchObject({ statuses: [200, 200, 200] })
    expect(await app.stats()).toMatchObject({ state: 'open', gaveWay: 0, slotTimeouts: 0 })
  })
})
