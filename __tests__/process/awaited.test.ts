import { connect } from 'node:net'
import { stopAfterTest } from '../helpers/cleanup'
import { ChildApp, type ChildSettings } from './support/child-app'

const start = (framework: string, settings: ChildSettings): Promise<ChildApp> =>
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

const frameworks = [...withinTheProcess, 'h3 2', 'Express']

const eachWay: [string, string, { page: string; chains: string[] }][] = [
  ...frameworks.map((name): (typeof eachWay)[number] => [
    name,
    'fetch',
    { page: '/page', chains: ['/chain'] },
  ]),
  ...withinTheProcess.map((name): (typeof eachWay)[number] => [
    name,
    'inside',
    { page: '/page-inside', chains: ['/chain', '/chain-inside'] },
  ]),
]

describe.each(eachWay)('%s, which awaits the gate, asked by %s', (framework, way, paths) => {
  const gate = { requiredCompletions: 3 }

  it('serves 50 pages that ask their own server, by one pool', async () => {
    const app = await start(framework, { gate, way })
    expect(once(await requestAll(app, [paths.page]))).toEqual([`${paths.page} ${page}`])
    expect((await app.request('GET', '/counts')).body).toMatch('"pools":1,')
    expect(app.all('warning')).toEqual([])
    const stats = await app.stats()
    expect(stats).toMatchObject({ completed: 3, gaveWay: 0, slotTimeouts: 0 })
    expect(stats.nested).toBeGreaterThanOrEqual(6)
  })

  it('serves pages whose own requests ask in their turn', async () => {
    const app = await start(framework, { gate, way })
    const answers = await requestAll(app, paths.chains)
    expect(once(answers)).toEqual(paths.chains.map((path) => `${path} ${chain}`))
    expect(await app.stats()).toMatchObject({ completed: 3, gaveWay: 0, slotTimeouts: 0 })
    expect(app.all('warning')).toEqual([])
  })
})

describe.each(frameworks)('%s, which awaits the gate,', (framework) => {
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
})

it.each(withinTheProcess)(
  '%s is warmed up by pages that ask their own server within the process',
  async (framework) => {
    const app = await start(framework, {
      gate: { requiredCompletions: 3 },
      way: 'inside',
      warmUp: ['/page-inside', '/chain-inside', '/stock'],
    })
    expect(await app.until('done')).toMatchObject({ statuses: [200, 200, 200] })
    expect(await app.stats()).toMatchObject({ state: 'open', gaveWay: 0, slotTimeouts: 0 })
  },
)
