import { AsyncResource } from 'node:async_hooks'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { BootReport, BootstrapGate, BootstrapGateOptions } from '../../../../lib'
import { meet } from '../../../helpers/by-hand'
import { closedGate } from '../../../helpers/closed-gate'
import { gateWarnings } from '../../../helpers/gate-warnings'
import { app, begin, end, passTime, useTimeThatIsLost } from '../../../helpers/imports-by-hand'
import { turn } from '../../../helpers/turn'

const time = useTimeThatIsLost()

/** Runs something on behalf of a request inside. */
function within(gate: BootstrapGate, url: string) {
  const made: { scope?: AsyncResource } = {}
  const met = meet(gate, { url }, { handler: () => void (made.scope = new AsyncResource(url)) })
  return {
    ...met,
    run: <T>(work: () => T): T => (made.scope ?? new AsyncResource('nobody')).runInAsyncScope(work),
  }
}

const phasesOf = (gate: BootstrapGate): unknown[] =>
  gate
    .report()
    .phases.filter(({ name }) => name !== 'node')
    .map(({ name, start, end: ended }) => [name, start, ended])

test('a new gate has a report, and nothing in it that JSON would lose', () => {
  const gate = closedGate({ trackImports: false })
  const report = gate.report()
  expect(report).toMatchObject({
    version: 1,
    node: process.version,
    pid: process.pid,
    takenAt: 0,
    settledAt: null,
    state: 'closed',
    reason: null,
    bootMs: null,
    requests: [],
    imports: [],
    blocked: [],
    more: { requests: 0, imports: 0 },
    stuck: [],
    warmUp: [],
  })
  const { state, bootMs, ...counts } = gate.stats()
  expect(report.counts).toEqual({
    ...counts,
    imports: { automatic: false, settled: 0, failed: 0 },
  })
  expect([state, bootMs]).toEqual([report.state, report.bootMs])
  expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report)
})

test('a report is a new one each time, frozen through and through', () => {
  const gate = closedGate()
  meet(gate)
  void gate.track(new Promise(() => undefined))
  expect(gate.report()).not.toBe(gate.report())
  const isFrozen = (value: unknown): boolean =>
    Object.isFrozen(value) &&
    (typeof value !== 'object' || value === null || Object.values(value).every(isFrozen))
  expect(isFrozen(gate.report())).toBe(true)
})

test('the process began before the gate, on the clock of process.hrtime()', () => {
  jest.useRealTimers()
  jest.restoreAllMocks()
  const before = process.hrtime()
  const made = Date.now()
  const { phases, hrtimeMs, startedAt } = closedGate().report()
  expect(phases[0]).toMatchObject({ name: 'node', end: 0 })
  expect(phases[0]?.start).toBeLessThan(0)
  expect(hrtimeMs).toBeGreaterThanOrEqual(Math.floor(before[0] * 1e3 + before[1] / 1e6))
  expect(hrtimeMs - before[0] * 1e3 - before[1] / 1e6).toBeLessThan(5000)
  expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(made)
})

test('requests take until the required ones have completed, and quiet from then to the opening', async () => {
  const gate = closedGate({ requiredCompletions: 1, quietMs: 50 })
  const first = within(gate, '/a')
  const module = first.run(() => begin('./a.mjs', app))
  await passTime(10)
  first.finish()
  await passTime(5)
  expect(phasesOf(gate)).toEqual([
    ['requests', 0, 10],
    ['quiet', 10, null],
  ])
  end(module)
  for (let waited = 0; waited < 80; waited += 4) await passTime(4)
  const { settledAt, reason, bootMs, state } = gate.report()
  expect(phasesOf(gate)).toEqual([
    ['requests', 0, 10],
    ['quiet', 10, settledAt],
  ])
  expect([state, reason]).toEqual(['open', 'completed'])
  expect(bootMs).toBe(settledAt)
})

test('tracked work is waited for, too', async () => {
  const gate = closedGate({ requiredCompletions: 0 })
  let finish: () => void = () => undefined
  void gate.track(new Promise<void>((resolve) => (finish = resolve)), 'pool')
  await passTime(7)
  finish()
  await turn()
  expect(phasesOf(gate)).toEqual([['quiet', 0, 7]])
  expect(gate.report().imports).toEqual([
    {
      id: 1,
      kind: 'work',
      label: 'pool',
      parentURL: null,
      request: null,
      start: 0,
      end: 7,
      status: 'fulfilled',
    },
  ])
})

test('a boot without imports has no quiet phase', () => {
  const gate = closedGate({ requiredCompletions: 1 })
  meet(gate).finish()
  expect(phasesOf(gate)).toEqual([['requests', 0, 0]])
})

test('it says when a server began to listen', async () => {
  jest.useRealTimers()
  const gate = closedGate()
  expect(phasesOf(gate)).toEqual([['listening', 0, null]])
  const server = createServer().listen(0)
  await once(server, 'listening')
  server.close()
  const [listening] = gate.report().phases.slice(1)
  expect(listening).toMatchObject({ name: 'listening', start: 0 })
  expect(listening?.end).toBeGreaterThan(0)
})

test('what listened before the gate was made is not known', () => {
  const gate = closedGate()
  meet(gate)
  expect(phasesOf(gate)).toEqual([['requests', 0, null]])
})

test.each<[string, BootstrapGateOptions['waitFor'], unknown[]]>([
  ['fulfils', [() => new Promise((resolve) => setTimeout(resolve, 20))], ['waitFor', 0, 20]],
  [
    'is rejected',
    [() => new Promise((_, reject) => setTimeout(reject, 20, new Error('no database')))],
    ['waitFor', 0, 20],
  ],
  ['never does', [() => new Promise(() => undefined)], ['waitFor', 0, null]],
])('a waitFor that %s is a phase', async (_how, waitFor, phase) => {
  const gate = closedGate({ ...(waitFor !== undefined && { waitFor }) })
  await passTime(20)
  await passTime(20)
  expect(phasesOf(gate).find((one) => (one as unknown[])[0] === 'waitFor')).toEqual(phase)
})

test('imports say who asked for them, for which request, and how they ended', async () => {
  const gate = closedGate()
  const page = within(gate, '/page')
  const good = page.run(() => begin('./good.mjs?v=1', app))
  await passTime(5)
  const bad = page.run(() => begin('./bad\u202e.mjs', `${app}/${'x'.repeat(900)}`))
  page.finish()
  const late = page.run(() => begin('./late.mjs'))
  await passTime(5)
  end(good)
  end(bad, new Error('no such module'))
  expect(gate.report().imports).toMatchObject([
    { id: 1, label: './good.mjs?v=1', parentURL: app, request: 1, start: 0, end: 10 },
    { id: 2, label: './bad\\u202e.mjs', request: 1, start: 5, end: 10, status: 'rejected' },
    { id: 3, label: './late.mjs', parentURL: null, request: 1, end: null, status: null },
  ])
  expect(gate.report().imports[1]?.parentURL).toHaveLength(512)
  gate.open()
  end(late)
  expect(gate.report().imports[2]).toMatchObject({ end: null, status: null })
})

test('the first 512 imports are there, and how many more there were', () => {
  const gate = closedGate()
  for (let n = 0; n < 600; n++) end(begin(`./${String(n)}.mjs`))
  const { imports, more, counts } = gate.report()
  expect(imports).toHaveLength(512)
  expect(more).toEqual({ requests: 0, imports: 88 })
  expect(counts.imports.settled).toBe(600)
})

test('what blocks the event loop while somebody is inside is told', async () => {
  const gate = closedGate({ slotTimeoutMs: 0, bootTimeoutMs: 0 })
  meet(gate)
  await passTime(40)
  time.lose(300)
  await passTime(40)
  expect(gate.report().blocked).toEqual([{ start: 60, end: 380 }])
  for (let n = 0; n < 200; n++) {
    time.lose(300)
    await passTime(40)
  }
  expect(gate.report().blocked).toHaveLength(128)
})

describe('stuck', () => {
  const summary = ({ stuck }: BootReport): unknown[] =>
    stuck.map(({ kind, label, request, ageMs }) => [kind, label, request, ageMs])

  test('is what the gate has waited for for more than a second, longest first', async () => {
    const gate = closedGate()
    const page = within(gate, '/page')
    await passTime(100)
    page.run(() => begin('./endless.mjs', app))
    meet(gate, { url: '/held' })
    await passTime(950)
    expect(summary(gate.report())).toEqual([['request', 'GET /page', 1, 1050]])
    await passTime(100)
    const report = gate.report()
    expect(summary(report)).toEqual([
      ['request', 'GET /page', 1, 1150],
      ['import', './endless.mjs', 1, 1050],
    ])
    expect(report.stuck[1]).toMatchObject({ parentURL: app, start: 100 })
  })

  test('is shown sooner where less is allowed, and stays when the gate has given up', async () => {
    gateWarnings()
    const gate = closedGate({ bootTimeoutMs: 400, waitFor: [new Promise(() => undefined)] })
    meet(gate, { url: '/held' })
    await passTime(150)
    expect(gate.report().stuck).toEqual([])
    await passTime(100)
    expect(summary(gate.report())).toEqual([['waitFor', '`waitFor`', null, 250]])
    await passTime(150)
    await passTime(900)
    const report = gate.report()
    expect(report).toMatchObject({ state: 'open', reason: 'boot-timeout', settledAt: 400 })
    expect(summary(report)).toEqual([['waitFor', '`waitFor`', null, 400]])
  })

  test.each(['open', 'fail'] as const)(
    'is who was inside or held when the boot timeout let it %s',
    async (onBootTimeout) => {
      gateWarnings()
      const gate = closedGate({ bootTimeoutMs: 400, onBootTimeout })
      const streams = meet(gate, { headers: { accept: 'text/event-stream' } })
      streams.res.flushHeaders()
      await passTime(50)
      meet(gate, { url: '/inside' })
      meet(gate, { url: '/held' })
      await passTime(350)
      expect(gate.state).not.toBe('closed')
      expect(summary(gate.report())).toEqual([['request', 'GET /inside', 2, 350]])
    },
  )

  test.each([
    ['while the gate is closed', 300, 'closed'],
    ['when it has opened', 400, 'open'],
  ])('is the first that is held, if it is nothing else, %s', async (_when, passedMs, state) => {
    gateWarnings()
    const mutex = { acquire: () => new Promise<() => void>(() => undefined), isLocked: () => true }
    const gate = closedGate({ bootTimeoutMs: 400, mutex })
    meet(gate, { url: '/first' })
    meet(gate, { url: '/second' })
    await passTime(passedMs)
    expect(gate.state).toBe(state)
    expect(summary(gate.report())).toEqual([['held', 'GET /first', 1, passedMs]])
  })

  test('is nothing where all went well', async () => {
    const gate = closedGate({ requiredCompletions: 1 })
    const slow = meet(gate)
    await passTime(1500)
    slow.finish()
    expect(gate.report()).toMatchObject({ reason: 'completed', stuck: [] })
  })
})

describe('the paths worth a warm-up', () => {
  test('are those of GETs answered well that have loaded something, or were slower than half of these', async () => {
    const gate = closedGate({ requiredCompletions: 99 })
    const serve = async (
      url: string,
      tookMs: number,
      { method = 'GET', status = 200, loads = false } = {},
    ): Promise<void> => {
      const met = within(gate, `${url}?id=${String(tookMs)}`)
      Object.assign(met.req, { method })
      await passTime(tookMs)
      if (loads) end(met.run(() => begin(`.${url}.mjs`, app)))
      met.res.statusCode = status
      met.finish()
      await turn()
    }
    await serve('/loads', 1, { loads: true })
    await serve('/slow', 30)
    await serve('/slow', 30)
    await serve('/quick', 2)
    await serve('/unchanged', 40, { status: 304 })
    await serve('/missing', 50, { status: 404 })
    await serve('/moved', 50, { status: 302 })
    await serve('/middle', 20)
    await serve('/other', 3)
    await serve(`/long${'x'.repeat(300)}`, 60)
    expect(gate.report().warmUp).toEqual(['/loads', '/slow', '/unchanged'])
  })

  test('are none where nothing was asked for by GET, and never more than 16', async () => {
    const gate = closedGate({ requiredCompletions: 99 })
    meet(gate, { method: 'POST' }).finish()
    await turn()
    expect(gate.report().warmUp).toEqual([])
    for (let n = 0; n < 20; n++) {
      const met = within(gate, `/${String(n)}`)
      end(met.run(() => begin(`./${String(n)}.mjs`, app)))
      met.finish()
      await turn()
    }
    expect(gate.report().warmUp).toEqual(Array.from({ length: 16 }, (_, n) => `/${String(n)}`))
  })

  test('a stream that goes on counts for as long as it had its slot', async () => {
    const gate = closedGate({ requiredCompletions: 99 })
    meet(gate, { url: '/quick' }).finish()
    await turn()
    meet(gate, { url: '/stream' }).res.flushHeaders()
    await passTime(400)
    expect(gate.report().warmUp).toEqual(['/stream'])
  })
})
