import express from 'express'
import http from 'node:http'
import { bootstrapGate, type BootstrapGate, type BootstrapGateOptions } from '../../lib'
import { Latch } from '../helpers/latch'
import { listen } from '../helpers/listen'
import { turn } from '../helpers/turn'

const paths = ['/livez', '/readyz', '/startupz'] as const

async function serve(options?: BootstrapGateOptions) {
  const gate = bootstrapGate(options)
  gate.opened.catch(() => undefined)
  const entered: string[] = []
  const app = express()
    .use(gate.health)
    .use(gate)
    .use((req, res) => {
      entered.push(`${req.method} ${req.url}`)
      res.send('app')
    })
  const base = `http://127.0.0.1:${String(await listen(http.createServer(app)))}`
  return { gate, base, entered }
}

/** What the three say: their codes, and what all of them have in the body. */
async function ask(base: string) {
  const answers = await Promise.all(
    paths.map(async (path) => {
      const response = await fetch(base + path)
      return { code: response.status, body: await response.json() }
    }),
  )
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  return [...answers.map(({ code }) => code), answers[0]?.body]
}

const said = (status: string, state: string) => ({ status, state })

test('a closed gate without waitFor is ready: who comes is served, one by one', async () => {
  const { gate, base } = await serve()
  expect(await ask(base)).toEqual([200, 200, 200, said('ok', 'closed')])
  gate.open()
  expect(await ask(base)).toEqual([200, 200, 200, said('ok', 'open')])
})

test('in the turn in which it was made a gate is not ready yet', async () => {
  const gate = bootstrapGate()
  expect(readiness(gate)).toBe(503)
  await turn()
  expect(readiness(gate)).toBe(200)
  gate.shutdown()
})

/** Without a server: asked within the turn. */
function readiness(gate: BootstrapGate): number {
  const req = new http.IncomingMessage(null as never)
  Object.assign(req, { method: 'HEAD', url: '/readyz' })
  const res = new http.ServerResponse(req)
  gate.health(req, res, () => undefined)
  return res.statusCode
}

test('while waitFor is pending it has not started, and from then on it has', async () => {
  const database = new Latch()
  const { gate, base } = await serve({ waitFor: [database.opened] })
  expect(await ask(base)).toEqual([200, 503, 503, said('starting', 'closed')])
  database.open()
  await turn()
  expect(await ask(base)).toEqual([200, 200, 200, said('ok', 'closed')])
  gate.shutdown()
  expect(await ask(base)).toEqual([200, 503, 200, said('stopping', 'stopped')])
})

test('an open gate is ready, whatever waitFor does, until it is shut down', async () => {
  const { gate, base } = await serve({ waitFor: [new Promise(() => undefined)] })
  gate.open()
  expect(await ask(base)).toEqual([200, 200, 200, said('ok', 'open')])
  gate.shutdown()
  expect(await ask(base)).toEqual([200, 503, 200, said('stopping', 'open')])
})

test('a failed gate is neither alive nor ready nor started', async () => {
  const { base } = await serve({ waitFor: [Promise.reject(new Error('no database'))] })
  await turn()
  expect(await ask(base)).toEqual([503, 503, 503, said('failed', 'failed')])
})

test('one that fails later is not started either', async () => {
  const { gate, base } = await serve({
    bootTimeoutMs: 10,
    slotTimeoutMs: 1,
    requiredCompletions: 1,
    onBootTimeout: 'fail',
  })
  expect(await ask(base)).toEqual([200, 200, 200, said('ok', 'closed')])
  const work = gate.track(new Promise(() => undefined))
  await fetch(base + '/')
  await expect(gate.opened).rejects.toMatchObject({ reason: 'boot-timeout' })
  expect(await ask(base)).toEqual([503, 503, 503, said('failed', 'failed')])
  void work
})

test('one that was shut down before it was ready has never started', async () => {
  const { gate, base } = await serve({ waitFor: [new Promise(() => undefined)] })
  gate.shutdown()
  expect(await ask(base)).toEqual([200, 503, 503, said('stopping', 'stopped')])
})

test('answers GET and HEAD on its paths, and leaves all else to the app', async () => {
  const { gate, base, entered } = await serve()
  gate.open()
  const get = await fetch(`${base}/readyz?verbose=1`)
  expect(get.headers.get('cache-control')).toBe('no-store')
  expect(await get.json()).toEqual(said('ok', 'open'))
  const head = await fetch(`${base}/livez`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  for (const [method, path] of [
    ['POST', '/readyz'],
    ['GET', '/readyz/'],
    ['GET', '/healthz'],
    ['GET', '/constructor'],
  ] as const) {
    expect(await (await fetch(base + path, { method })).text()).toBe('app')
  }
  expect(entered).toEqual(['POST /readyz', 'GET /readyz/', 'GET /healthz', 'GET /constructor'])
})

test('under a mount path the path is what is left of it there', async () => {
  const gate = bootstrapGate()
  gate.open()
  const app = express().use('/internal', gate.health)
  const base = `http://127.0.0.1:${String(await listen(http.createServer(app)))}`
  expect((await fetch(`${base}/internal/livez`)).status).toBe(200)
  expect((await fetch(`${base}/livez`)).status).toBe(404)
})

test('what has been answered already, or has no address, goes on', () => {
  const gate = bootstrapGate()
  const next = jest.fn()
  gate.health({ method: 'GET', url: '/livez' } as never, { headersSent: true } as never, next)
  gate.health({ method: 'GET' } as never, {} as never, next)
  expect(next).toHaveBeenCalledTimes(2)
  gate.shutdown()
})

test('called by mistake it says how to write it', () => {
  const gate = bootstrapGate()
  const call = gate.health as unknown as () => void
  expect(call).toThrow(TypeError)
  expect(call).toThrow('Write `app.use(gate.health)`, without parentheses.')
  expect(gate.health).toBe(gate.health)
  gate.shutdown()
})
