import { once } from 'node:events'
import http from 'node:http'
import { AsyncLocalStorage } from 'node:async_hooks'
import { bootstrapGate, type BootstrapGate } from '../../lib'
import { stopAfterTest } from '../helpers/cleanup'
import { http1Client } from '../helpers/client'
import { gateWarnings } from '../helpers/gate-warnings'
import { app as importer, begin, end } from '../helpers/imports-by-hand'
import { Latch } from '../helpers/latch'
import { listen } from '../helpers/listen'
import { Stage } from '../helpers/stage'
import { turn } from '../helpers/turn'
import { answer, warmable, type Route } from './support/warmable'

test('as many good answers as are required open the gate before the first client', async () => {
  const warnings = gateWarnings()
  const { gate, app, entered } = warmable()
  const results = await gate.warmUp(app, ['/', '/report', '/search?q=a', '/search?q=b'])
  expect(results).toEqual(
    ['/', '/report', '/search?q=a', '/search?q=b'].map((path) => ({
      method: 'GET',
      path,
      status: 200,
      durationMs: expect.any(Number) as number,
      location: null,
      error: null,
    })),
  )
  expect(gate.state).toBe('open')
  await expect(gate.opened).resolves.toMatchObject({ reason: 'warmed-up' })
  expect(gate.stats()).toMatchObject({ completed: 4, admitted: 4, skipped: 0, aborted: 0 })
  expect(entered).toEqual(['GET /', 'GET /report', 'GET /search?q=a', 'GET /search?q=b'])
  expect(warnings).toEqual([])
})

test('with fewer the gate stays closed for the rest, and opens for the ordinary reason', async () => {
  const { gate, app } = warmable({}, { requiredCompletions: 3 })
  await gate.warmUp(app, ['/', '/a'])
  expect(gate.state).toBe('closed')
  expect(gate.stats()).toMatchObject({ completed: 2 })
  const send = http1Client(await listen(http.createServer(app)))
  await send('/').answer
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
})

test('a path that is there twice counts once, and one that failed can count later', async () => {
  let asked = 0
  const flaky = (_req: http.IncomingMessage, res: http.ServerResponse): void => {
    res.statusCode = asked++ === 0 ? 500 : 200
    res.end()
  }
  gateWarnings()
  const { gate, app } = warmable({ '/flaky': flaky })
  await gate.warmUp(app, ['/', '/', '/flaky', '/flaky', { path: '/', method: 'HEAD' }])
  expect(gate.stats().completed).toBe(3)
  await gate.warmUp(app, ['/', '/new'])
  expect(gate.stats()).toMatchObject({ state: 'open', completed: 4 })
})

test('with no completions required it opens as warmed up, too, and not before', async () => {
  gateWarnings()
  const { gate, app } = warmable({ '/': answer(503) }, { requiredCompletions: 0 })
  const warmed = gate.warmUp(app, ['/'])
  await turn()
  await warmed
  await expect(gate.opened).resolves.toMatchObject({ reason: 'warmed-up' })
  expect(gate.stats().completed).toBe(0)
})

test('what `skip` lets pass has met the gate, and does not count; probes and preflights do', async () => {
  const warnings = gateWarnings()
  const { gate, app } = warmable({}, { skip: ({ url }) => url === '/skipped' })
  await gate.warmUp(app, ['/skipped'])
  expect(gate.stats()).toMatchObject({ completed: 0, skipped: 1 })
  await gate.warmUp(app, [
    { path: '/', headers: { 'User-Agent': 'kube-probe/1.34' } },
    { path: '/', method: 'OPTIONS', headers: { 'access-control-request-method': 'GET' } },
  ])
  expect(gate.stats()).toMatchObject({ completed: 2, skipped: 1 })
  expect(warnings).toEqual([])
})

test('the line waits until the warm-up is over, and nobody is turned away for it', async () => {
  const stage = new Stage()
  const { gate, app } = warmable(
    { '/warm-1': stage.handler, '/warm-2': stage.handler },
    { requiredCompletions: 9, maxQueueSize: 1 },
  )
  const send = http1Client(await listen(http.createServer(app)))
  const warmed = gate.warmUp(app, ['/warm-1', '/warm-2'])
  const client = send('/client')
  while (gate.stats().queued === 0) await turn()
  const first = await stage.visits.at(0)
  first.answer()
  const second = await stage.visits.at(1)
  expect(gate.stats()).toMatchObject({ queued: 1, inFlight: 1 })
  second.answer()
  await warmed
  expect((await client.answer).status).toBe(200)
})

test('with a line of no length a client is rejected while it runs, and the warm-up is not', async () => {
  const stage = new Stage()
  const { gate, app } = warmable(
    { '/warm': stage.handler },
    { requiredCompletions: 2, maxQueueSize: 0 },
  )
  const send = http1Client(await listen(http.createServer(app)))
  const warmed = gate.warmUp(app, ['/warm'])
  const visit = await stage.visits.at(0)
  expect((await send('/client').answer).status).toBe(503)
  visit.answer()
  await expect(warmed).resolves.toMatchObject([{ status: 200 }])
  expect((await send('/client').answer).status).toBe(200)
})

test('it begins when waitFor has fulfilled, and the boot clock with it', async () => {
  const database = new Latch()
  const { gate, app, entered } = warmable({}, { waitFor: [database.opened] })
  const warmed = gate.warmUp(app, ['/', '/a', '/b', '/c'])
  await turn()
  expect(entered).toEqual([])
  const opened = performance.now()
  database.open()
  await warmed
  const { bootMs } = await gate.opened
  expect(entered).toHaveLength(4)
  expect(bootMs).toBeLessThanOrEqual(performance.now() - opened)
})

test('a waitFor that is rejected: all get the 503 of the gate, and are named', async () => {
  const warnings = gateWarnings()
  const { gate, app, entered } = warmable({}, { waitFor: [Promise.reject(new Error('no'))] })
  await expect(gate.warmUp(app, ['/'])).resolves.toMatchObject([{ status: 503, error: null }])
  expect(entered).toEqual([])
  expect(warnings).toMatchObject([
    { code: 'BOOTSTRAP_GATE_BOOT_FAILED' },
    { code: 'BOOTSTRAP_GATE_WARM_UP', message: expect.stringContaining('GET /: 503') as string },
  ])
})

test('a warm-up after opening warms too, and needs not meet the gate', async () => {
  const warnings = gateWarnings()
  const { gate, app, entered } = warmable()
  gate.open()
  await expect(gate.warmUp(app, ['/'])).resolves.toMatchObject([{ status: 200 }])
  expect(entered).toEqual(['GET /'])
  expect(warnings).toEqual([])
})

/** Warms up with one request, which has been answered and counted then. */
async function warmUpUntilAnswered(gate: BootstrapGate, app: Route) {
  let isOver = false
  const warmed = gate.warmUp(app, ['/']).then(() => {
    isOver = true
  })
  while (gate.stats().completed === 0) await turn()
  await turn()
  return { warmed, isOver: () => isOver }
}

test('it waits for what it has caused: tracked work that keeps the gate closed', async () => {
  const work = new Latch()
  const { gate, app } = warmable(
    {
      '/': (_req, res) => {
        void gate.track(work.opened)
        res.end()
      },
    },
    { requiredCompletions: 1 },
  )
  const { warmed, isOver } = await warmUpUntilAnswered(gate, app)
  expect(isOver()).toBe(false)
  work.open()
  await warmed
  expect(gate.state).toBe('open')
})

test('it waits until imports are quiet, with fewer completions than are required, too', async () => {
  const loading: ReturnType<typeof begin>[] = []
  const { gate, app } = warmable(
    {
      '/': (_req, res) => {
        loading.push(begin('./lazy.mjs', importer))
        res.end()
      },
    },
    { quietMs: 20 },
  )
  const { warmed, isOver } = await warmUpUntilAnswered(gate, app)
  expect(isOver()).toBe(false)
  for (const message of loading) end(message)
  await turn()
  expect(isOver()).toBe(false)
  await warmed
  expect(gate.stats()).toMatchObject({ state: 'closed', completed: 1, imports: { settled: 1 } })
})

test('it waits 2 s at most for work that waits for it', async () => {
  const { gate, app } = warmable({}, { requiredCompletions: 1 })
  const tracked = gate.track(gate.warmUp(app, ['/']))
  await expect(tracked).resolves.toMatchObject([{ status: 200 }])
  await expect(gate.opened).resolves.toMatchObject({ reason: 'warmed-up' })
})

test('one that gives way to what it may wait for behind a proxy lets the line move', async () => {
  const warnings = gateWarnings()
  const { gate, app } = warmable({
    '/page': (_req, res) => {
      void fetch(`http://127.0.0.1:${String(proxyPort)}/api`).then(() => res.end())
    },
  })
  const server = http.createServer(app)
  const port = await listen(server)
  const proxy = http.createServer((req, res) => {
    http.get({ port, path: req.url, agent: false }, (answer) => answer.pipe(res))
  })
  const proxyPort = await listen(proxy)
  const headers = { Host: `127.0.0.1:${String(proxyPort)}` }
  await expect(gate.warmUp(server, ['/page'], { headers })).resolves.toMatchObject([
    { status: 200 },
  ])
  expect(gate.stats()).toMatchObject({ gaveWay: 1, slotTimeouts: 0 })
  expect(warnings).toEqual([])
})

test('a gate that is opened meanwhile is not said to have been missed', async () => {
  const warnings = gateWarnings()
  const { gate } = warmable()
  const app = (_req: http.IncomingMessage, res: http.ServerResponse): void => {
    gate.open()
    res.end()
  }
  await gate.warmUp(app, ['/'])
  expect(warnings).toEqual([])
})

test('two at once go in one by one, and the gate opens when both are over', async () => {
  const stage = new Stage()
  const { gate, app } = warmable(
    { '/a': stage.handler, '/b': stage.handler },
    {
      requiredCompletions: 1,
      concurrency: 2,
    },
  )
  const both = Promise.all([gate.warmUp(app, ['/a']), gate.warmUp(app, ['/b'])])
  const first = await stage.visits.at(0)
  await turn()
  expect(gate.stats()).toMatchObject({ inFlight: 1, queued: 1 })
  first.answer()
  const second = await stage.visits.at(1)
  expect(gate.state).toBe('closed')
  second.answer()
  await both
  expect(gate.state).toBe('open')
})

test('begun inside a request it gets the slot of that, and runs in no context of it', async () => {
  const contexts = new AsyncLocalStorage<string>()
  const seen: unknown[] = []
  const { gate, app } = warmable(
    {
      '/start': (_req, res) => {
        contexts.run('start', () => {
          void gate.warmUp(app, ['/a', '/b']).then(() => res.end('warmed'))
        })
      },
      '/a': (_req, res) => {
        seen.push(contexts.getStore())
        res.end()
      },
    },
    { requiredCompletions: 9 },
  )
  const send = http1Client(await listen(http.createServer(app)))
  expect((await send('/start').answer).body).toBe('warmed')
  expect(seen).toEqual([undefined])
  expect(gate.stats()).toMatchObject({ slotTimeouts: 0, gaveWay: 1, nested: 0, completed: 3 })
})

test('the warm-up of one gate counts at every gate that it meets', async () => {
  const inner = bootstrapGate()
  const { gate, app } = warmable({
    '/a': (req, res) => {
      inner(req, res, () => res.end())
    },
  })
  await gate.warmUp(app, ['/a', '/a', '/b'])
  expect(gate.stats()).toMatchObject({ completed: 2 })
  expect(inner.stats()).toMatchObject({ state: 'closed', completed: 1 })
  inner.shutdown()
})

test('while it runs the gate is not ready, nor is an idle boot', async () => {
  const warnings = gateWarnings()
  const stage = new Stage()
  const { gate, app } = warmable(
    { '/slow': stage.handler },
    { bootTimeoutMs: 50, slotTimeoutMs: 1000 },
  )
  const opened = once(gate.events, 'open')
  const warmed = gate.warmUp(app, ['/slow', '/never'])
  await stage.visits.at(0)
  expect(readiness()).toBe(503)
  await expect(opened).resolves.toMatchObject([{ reason: 'boot-timeout' }])
  expect(readiness()).toBe(200)
  const results = await warmed
  expect(results).toMatchObject([{ status: null }, { status: null }])
  expect(results.map(({ error }) => String(error))).toEqual([
    'Error: bootstrap-gate: GET /slow was given up when the warm-up had taken 50 ms.',
    'Error: bootstrap-gate: GET /never was given up when the warm-up had taken 50 ms.',
  ])
  expect(warnings.map(({ code }) => code)).toEqual([
    'BOOTSTRAP_GATE_BOOT_TIMEOUT',
    'BOOTSTRAP_GATE_WARM_UP',
  ])
  expect(warnings[0]?.message).toContain('A warm-up is running.')

  function readiness(): number {
    const req = new http.IncomingMessage(null as never)
    Object.assign(req, { method: 'HEAD', url: '/readyz' })
    const res = new http.ServerResponse(req)
    gate.health(req, res, () => undefined)
    return res.statusCode
  }
})

test('it waits for `waitFor` for as long as that takes', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
  stopAfterTest(() => jest.useRealTimers())
  const database = new Latch()
  const options = { waitFor: [database.opened], requiredCompletions: 1 }
  const { gate, app, entered } = warmable({}, options)
  const warmed = gate.warmUp(app, ['/'])
  jest.advanceTimersByTime(100_000)
  await turn()
  expect(entered).toEqual([])
  database.open()
  await expect(warmed).resolves.toMatchObject([{ status: 200 }])
  expect(gate.state).toBe('open')
})
