import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import { bootstrapGate, BootstrapGateError } from '../../lib'
import { meet } from '../helpers/by-hand'
import { closedGate } from '../helpers/closed-gate'
import type { Handler, Middleware } from '../helpers/framework'
import { collectWarnings } from '../helpers/gate-warnings'
import { listen } from '../helpers/listen'
import { Stage } from '../helpers/stage'
import { gateWarnings } from '../helpers/gate-warnings'
import { turn } from '../helpers/turn'

afterEach(() => {
  jest.restoreAllMocks()
})

/** @returns the URL at which the handler is served behind the gate */
async function serve(gate: Middleware, handler: Handler): Promise<string> {
  const server = http.createServer((req, res) => {
    gate(req, res, (error?: unknown) => {
      if (error === undefined) {
        handler(req, res)
        return
      }
      res.statusCode = 500
      res.end((error as Error).message)
    })
  })
  return `http://127.0.0.1:${String(await listen(server))}`
}

test('is a named function of three parameters', () => {
  const gate = closedGate()
  expect(gate).toHaveLength(3)
  expect(gate.name).toBe('bootstrapGateMiddleware')
})

const members = [
  'state',
  'opened',
  'events',
  'track',
  'lazy',
  'open',
  'shutdown',
  'stats',
  'report',
  'warmUp',
  'upgrade',
  'health',
]

test('its members are those that are documented, and can be listed', () => {
  expect(Object.keys(closedGate())).toEqual(members)
})

test.each(members)('%s can be replaced, but not by mistake', (name) => {
  const gate = bootstrapGate()
  expect(() => {
    Object.assign(gate, { [name]: 'mistake' })
  }).toThrow(TypeError)
  Object.defineProperty(gate, name, { value: 'replaced' })
  expect(Reflect.get(gate, name)).toBe('replaced')
})

test('tests of an app can spy on its members', () => {
  const gate = closedGate()
  const shutdown = jest.spyOn(gate, 'shutdown').mockReturnValue(undefined)
  const state = jest.spyOn(gate, 'state', 'get').mockReturnValue('failed')
  gate.shutdown()
  expect(shutdown).toHaveBeenCalledTimes(1)
  expect(gate.state).toBe('failed')
  shutdown.mockRestore()
  state.mockRestore()
  expect(gate.state).toBe('closed')
  gate.shutdown()
  expect(gate.state).toBe('stopped')
})

test('lets one in at a time until the Nth completion, then everybody', async () => {
  const gate = closedGate({ requiredCompletions: 3 })
  const seen = new Set<string | undefined>()
  let inside = 0
  let most = 0
  const base = await serve(gate, (req, res) => {
    seen.add(req.url)
    if (gate.state === 'closed') most = Math.max(most, ++inside)
    res.once('close', () => inside--)
    setImmediate(() => res.end('served'))
  })
  const bodies = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      fetch(`${base}/${String(index)}`).then((r) => r.text()),
    ),
  )
  expect(bodies.every((body) => body === 'served')).toBe(true)
  expect(most).toBe(1)
  expect(seen.size).toBe(100)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
  expect(gate.stats()).toMatchObject({ state: 'open', completed: 3, queued: 0, inFlight: 0 })
})

test('calls next() at once when it is open, and nothing else', async () => {
  const skip = jest.fn()
  const gate = closedGate({ skip })
  gate.open()
  await expect(gate.opened).resolves.toEqual({ reason: 'manual', bootMs: 0 })
  const next = jest.fn()
  const req = new http.IncomingMessage(null as never)
  gate(req, new http.ServerResponse(req), next)
  expect(next.mock.calls).toEqual([[]])
  expect(skip).not.toHaveBeenCalled()
})

test('a client that goes away while held never reaches the app', async () => {
  const gate = closedGate({ requiredCompletions: 2 })
  const stage = new Stage()
  const base = await serve(gate, stage.handler)
  const served = fetch(base)
  await stage.visits.until(1)
  const impatient = http.get(base).on('error', () => undefined)
  const aborted = once(gate.events, 'abort')
  while (gate.stats().queued === 0) await turn()
  impatient.destroy()
  await expect(aborted).resolves.toMatchObject([{ wasAdmitted: false }])
  expect(gate.stats()).toMatchObject({ queued: 0, aborted: 1 })
  stage.visits.entries[0]?.answer()
  expect((await served).status).toBe(200)
  expect(stage.visits.entries).toHaveLength(1)
})

test('a client that goes away inside the app frees its slot and does not count', async () => {
  const gate = closedGate({ requiredCompletions: 1 })
  const stage = new Stage()
  const base = await serve(gate, stage.handler)
  const impatient = http.get(base).on('error', () => undefined)
  await stage.visits.until(1)
  const served = fetch(base)
  impatient.destroy()
  await stage.visits.until(2)
  expect(gate.stats()).toMatchObject({ completed: 0, aborted: 1, inFlight: 1 })
  stage.visits.entries[1]?.answer()
  expect((await served).status).toBe(200)
  expect(gate.state).toBe('open')
})

test('one more than the queue holds gets a 503 that says when to come again', async () => {
  const gate = closedGate({ maxQueueSize: 0, retryAfterSeconds: 7 })
  const stage = new Stage()
  const base = await serve(gate, stage.handler)
  const served = fetch(base)
  await stage.visits.until(1)
  const response = await fetch(base, { headers: { accept: 'application/json' } })
  expect(response.status).toBe(503)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'retry-after': '7',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    vary: 'Accept',
    'content-type': 'application/problem+json; charset=utf-8',
  })
  expect(await response.json()).toMatchObject({
    status: 503,
    code: 'ERR_BOOTSTRAP_GATE_QUEUE_FULL',
  })
  const page = await fetch(base, { headers: { accept: 'text/html' } })
  expect(await page.text()).toContain('http-equiv="refresh" content="7"')
  const head = await fetch(base, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([503, ''])
  stage.visits.entries[0]?.answer()
  await served
  expect(gate.stats().rejected.queueFull).toBe(3)
})

test('each request keeps its own async context', async () => {
  const storage = new AsyncLocalStorage<string>()
  const gate = closedGate({ requiredCompletions: 100 })
  const withStore: Middleware = (req, res, next) => {
    storage.run(req.url ?? '', () => {
      gate(req, res, next)
    })
  }
  const base = await serve(withStore, (_req, res) => {
    setImmediate(() => res.end(storage.getStore()))
  })
  const urls = Array.from({ length: 10 }, (_, index) => `/${String(index)}`)
  const stores = await Promise.all(urls.map((url) => fetch(base + url).then((r) => r.text())))
  expect(stores).toEqual(urls)
})

test('a slot that times out passes on, and a warning names the request without its query', async () => {
  const gate = closedGate({ slotTimeoutMs: 20 })
  const stage = new Stage()
  const base = await serve(gate, stage.handler)
  const warned = collectWarnings().at(0)
  const stuck = fetch(`${base}/stuck?secret=1`)
  await stage.visits.until(1)
  const served = fetch(base)
  const warning = await warned
  expect(warning.code).toBe('BOOTSTRAP_GATE_SLOT_TIMEOUT')
  expect(warning.message).toContain('GET /stuck has kept its slot')
  expect(warning.message).not.toContain('secret')
  await stage.visits.until(2)
  stage.answerAll()
  await Promise.all([stuck, served])
  expect(gate.stats().slotTimeouts).toBeGreaterThan(0)
})

test('a request that is held for too long is rejected', async () => {
  const gate = closedGate({ queueTimeoutMs: 20 })
  const stage = new Stage()
  const base = await serve(gate, stage.handler)
  const served = fetch(base)
  await stage.visits.until(1)
  const late = await fetch(base)
  expect(await late.json()).toMatchObject({ code: 'ERR_BOOTSTRAP_GATE_QUEUE_TIMEOUT' })
  stage.visits.entries[0]?.answer()
  await served
})

test.each(['open', 'fail'] as const)('the boot timeout can %s', async (onBootTimeout) => {
  const gate = closedGate({ bootTimeoutMs: 20, onBootTimeout })
  const warned = collectWarnings().at(0)
  const stage = new Stage()
  const base = await serve(gate, stage.handler)
  const stuck = fetch(base)
  await expect(warned).resolves.toMatchObject({ code: 'BOOTSTRAP_GATE_BOOT_TIMEOUT' })
  if (onBootTimeout === 'open') {
    await expect(gate.opened).resolves.toMatchObject({ reason: 'boot-timeout' })
  } else {
    await expect(gate.opened).rejects.toMatchObject({ code: 'ERR_BOOTSTRAP_GATE_BOOT_TIMEOUT' })
    expect((await fetch(base)).status).toBe(503)
  }
  stage.visits.entries[0]?.answer()
  expect((await stuck).status).toBe(200)
})

test('nobody is admitted before waitFor, and its failure is not told to clients', async () => {
  let fail: (error: Error) => void = () => undefined
  const database = new Promise((_resolve, reject) => {
    fail = reject
  })
  const gate = closedGate({ waitFor: [() => database] })
  const stage = new Stage()
  const base = await serve(gate, stage.handler)
  const held = fetch(base)
  while (gate.stats().queued === 0) await turn()
  expect(stage.visits.entries).toHaveLength(0)
  const cause = new Error('password wrong')
  const warnings = gateWarnings()
  fail(cause)
  const response = await held
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('password')
  await expect(gate.opened).rejects.toBeInstanceOf(BootstrapGateError)
  await expect(gate.opened).rejects.toMatchObject({ reason: 'boot-failed', cause })
  expect(gate.state).toBe('failed')
  expect(warnings).toMatchObject([{ code: 'BOOTSTRAP_GATE_BOOT_FAILED' }])
  expect(warnings[0]?.message).toContain('`waitFor` of a bootstrap gate was rejected')
  expect(warnings[0]?.detail).toMatch(/^Error: password wrong\n {4}at .*bootstrap-gate\.test\.ts/)
})

test('shutdown answers everybody who is held and closes their connections', async () => {
  const gate = closedGate()
  const stage = new Stage()
  const base = await serve(gate, stage.handler)
  const served = fetch(base)
  await stage.visits.until(1)
  const held = fetch(base)
  while (gate.stats().queued === 0) await turn()
  gate.shutdown()
  const response = await held
  expect(response.status).toBe(503)
  expect(response.headers.get('connection')).toBe('close')
  stage.visits.entries[0]?.answer()
  expect((await served).status).toBe(200)
  await expect(gate.opened).rejects.toMatchObject({ reason: 'stopped' })
})

test('skipped requests pass, and what skip throws goes to next()', async () => {
  const gate = closedGate({
    skip: ({ url }) => {
      if (url === '/broken') throw new Error('skip is broken')
      return url === '/health'
    },
  })
  const base = await serve(gate, (_req, res) => res.end('served'))
  expect(await (await fetch(`${base}/health`)).text()).toBe('served')
  const broken = await fetch(`${base}/broken`)
  expect([broken.status, await broken.text()]).toEqual([500, 'skip is broken'])
  expect(gate.stats()).toMatchObject({ skipped: 1, completed: 0, state: 'closed' })
})

test('the same request passes at once the second time', async () => {
  const gate = closedGate({ requiredCompletions: 1 })
  const base = await serve(gate, (req, res) => {
    gate(req, res, () => res.end('twice'))
  })
  expect(await (await fetch(base)).text()).toBe('twice')
  expect(gate.stats()).toMatchObject({ completed: 1, admitted: 1 })
})

test('20,000 held requests are released in order and without a deep stack', async () => {
  const gate = closedGate({ maxQueueSize: 20_000, trackImports: false })
  const order: number[] = []
  const message = (): IncomingMessage => new http.IncomingMessage(null as never)
  const all = new Promise<void>((resolve) => {
    for (let index = 0; index < 20_000; index++) {
      const req = message()
      gate(req, new http.ServerResponse(req), () => {
        order.push(index)
        if (order.length === 20_000) resolve()
      })
    }
  })
  gate.open()
  await all
  expect(order).toEqual(Array.from({ length: 20_000 }, (_, index) => index))
})

test('track keeps the gate closed until the work settles, and gives its result back', async () => {
  const gate = closedGate({ requiredCompletions: 0 })
  let finish: (pool: string) => void = () => undefined
  const work = gate.track(
    () =>
      new Promise<string>((resolve) => {
        finish = resolve
      }),
    'pool',
  )
  expect(gate.stats().imports.pending).toMatchObject([{ label: 'pool', parentURL: null }])
  await turn()
  expect(gate.state).toBe('closed')
  finish('a pool')
  expect(await work).toBe('a pool')
  await expect(gate.opened).resolves.toEqual({ reason: 'completed', bootMs: 0 })
})

test('lazy shares one load, and forgets one that is rejected', async () => {
  const gate = closedGate()
  const loader = jest.fn().mockRejectedValueOnce(new Error('not yet')).mockResolvedValue('module')
  const load = gate.lazy<unknown>(loader, 'report')
  await Promise.all([
    expect(load()).rejects.toThrow('not yet'),
    expect(load()).rejects.toThrow('not yet'),
  ])
  expect(await Promise.all([load(), load()])).toEqual(['module', 'module'])
  expect(loader).toHaveBeenCalledTimes(2)
  expect(gate.stats().imports).toMatchObject({ settled: 2, failed: 1 })
})

test('timers that were set before fake ones are put in place are called off without a complaint', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
  const gate = closedGate()
  meet(gate)
  meet(gate)
  jest.useFakeTimers()
  gate.open()
  jest.useRealTimers()
  await gate.opened
  expect(warn).not.toHaveBeenCalled()
})
