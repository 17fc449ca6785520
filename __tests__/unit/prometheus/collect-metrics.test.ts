import * as client from 'prom-client'
import { collectMetrics } from '../../../lib/prometheus'
import { metricNames } from '../../../lib/prometheus/metrics'
import { meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { app, begin, end, passTime, useStoppedTime } from '../../helpers/imports-by-hand'
import { scrape } from '../../helpers/scrape'
import { turn } from '../../helpers/turn'

useStoppedTime()

let registry: client.Registry

beforeEach(() => {
  registry = new client.Registry()
})

test('the state of a gate is one of four', async () => {
  const gate = closedGate()
  collectMetrics(gate, { client, registry })
  const of = (state: string) => ({
    'state=closed': 0,
    'state=open': 0,
    'state=failed': 0,
    'state=stopped': 0,
    [`state=${state}`]: 1,
  })
  expect(await scrape(registry, 'bootstrap_gate_state')).toEqual(of('closed'))
  gate.open()
  expect(await scrape(registry, 'bootstrap_gate_state')).toEqual(of('open'))
})

test('the time of the boot is there once the gate is open, with its reason, in seconds', async () => {
  const gate = closedGate({ requiredCompletions: 1 })
  collectMetrics(gate, { client, registry })
  const { finish } = meet(gate)
  await passTime(1500)
  expect(await scrape(registry, 'bootstrap_gate_boot_duration_seconds')).toEqual({})
  finish()
  await turn()
  expect(await scrape(registry, 'bootstrap_gate_boot_duration_seconds')).toEqual({
    'reason=completed': 1.5,
  })
})

test('requests are counted by what became of them, from the first on, whenever it was called', async () => {
  const gate = closedGate({ maxQueueSize: 1, skip: ({ url }) => url === '/skipped' })
  meet(gate)
  const held = meet(gate)
  meet(gate)
  meet(gate, { url: '/skipped' })
  held.res.emit('close')
  collectMetrics(gate, { client, registry })
  meet(gate)
  expect(await scrape(registry, 'bootstrap_gate_requests_total')).toEqual({
    'outcome=admitted,reason=': 1,
    'outcome=skipped,reason=': 1,
    'outcome=aborted,reason=': 1,
    'outcome=rejected,reason=queue-full': 1,
    'outcome=rejected,reason=queue-timeout': 0,
    'outcome=rejected,reason=boot-timeout': 0,
    'outcome=rejected,reason=boot-failed': 0,
    'outcome=rejected,reason=stopped': 0,
  })
  expect(await scrape(registry, 'bootstrap_gate_queued_requests')).toEqual({ '': 1 })
  gate.shutdown()
  await turn()
  expect(await scrape(registry, 'bootstrap_gate_requests_total')).toMatchObject({
    'outcome=rejected,reason=stopped': 1,
  })
  expect(await scrape(registry, 'bootstrap_gate_queued_requests')).toEqual({ '': 0 })
})

test('waits are measured: of those let in, of those let in at opening, and of those rejected for it', async () => {
  const gate = closedGate({ queueTimeoutMs: 25_000, slotTimeoutMs: 0, bootTimeoutMs: 0 })
  collectMetrics(gate, { client, registry })
  meet(gate)
  meet(gate)
  await passTime(25_000)
  meet(gate)
  await passTime(4000)
  gate.open()
  await turn()
  expect(await scrape(registry, 'bootstrap_gate_wait_duration_seconds_count')).toEqual({ '': 3 })
  expect(await scrape(registry, 'bootstrap_gate_wait_duration_seconds_sum')).toEqual({ '': 29 })
  expect(await scrape(registry, 'bootstrap_gate_wait_duration_seconds_bucket')).toMatchObject({
    'le=0.005': 1,
    'le=2.5': 1,
    'le=5': 2,
    'le=20': 2,
    'le=30': 3,
  })
})

test('who found no room has not waited', async () => {
  const gate = closedGate({ maxQueueSize: 0 })
  collectMetrics(gate, { client, registry })
  meet(gate)
  meet(gate)
  expect(await scrape(registry, 'bootstrap_gate_wait_duration_seconds_count')).toEqual({ '': 1 })
})

test('imports are measured, by how they ended, without their names', async () => {
  const gate = closedGate()
  collectMetrics(gate, { client, registry })
  const [good, bad] = [begin('./good.mjs', app), begin('./bad.mjs', app)]
  await passTime(300)
  end(good)
  end(bad, new Error('broken'))
  expect(await scrape(registry, 'bootstrap_gate_import_duration_seconds_sum')).toEqual({
    'status=fulfilled': 0.3,
    'status=rejected': 0.3,
  })
  expect(await registry.metrics()).not.toMatch(/good|bad|app\.mjs/)
})

test('all are there from the start, and have the names and types that are promised', async () => {
  collectMetrics(closedGate(), { client, registry })
  const types = Array.from((await registry.metrics()).matchAll(/^# TYPE (.*)$/gm), ([, it]) => it)
  expect(types.sort()).toEqual([
    'bootstrap_gate_boot_duration_seconds gauge',
    'bootstrap_gate_import_duration_seconds histogram',
    'bootstrap_gate_queued_requests gauge',
    'bootstrap_gate_requests_total counter',
    'bootstrap_gate_state gauge',
    'bootstrap_gate_wait_duration_seconds histogram',
  ])
  expect(await scrape(registry, 'bootstrap_gate_wait_duration_seconds_count')).toEqual({ '': 0 })
})

test('they go into the registry of prom-client where no other is named, and out again', () => {
  const remove = collectMetrics(closedGate(), { client })
  expect(metricNames.filter((name) => !client.register.getSingleMetric(name))).toEqual([])
  remove()
  remove()
  expect(metricNames.filter((name) => client.register.getSingleMetric(name))).toEqual([])
})

test('OpenMetrics reads them as well', async () => {
  const open = new client.Registry<client.OpenMetricsContentType>()
  open.setContentType(client.Registry.OPENMETRICS_CONTENT_TYPE)
  const gate = closedGate()
  collectMetrics(gate, { client, registry: open })
  meet(gate)
  const text = await open.metrics()
  expect(text).toContain('# TYPE bootstrap_gate_requests counter\n')
  expect(text).toContain('bootstrap_gate_requests_total{outcome="admitted",reason=""} 1\n')
})

test('several gates stand in one registry, told apart by labels, and go one by one', async () => {
  const [api, page] = [closedGate(), closedGate()]
  collectMetrics(api, { client, registry, labels: { gate: 'api', shard: 1 } })
  const removePage = collectMetrics(page, { client, registry, labels: { gate: 'page', shard: 1 } })
  meet(api)
  expect(await scrape(registry, 'bootstrap_gate_wait_duration_seconds_count')).toEqual({
    'gate=api,shard=1': 1,
    'gate=page,shard=1': 0,
  })
  page.open()
  expect(await scrape(registry, 'bootstrap_gate_state')).toMatchObject({
    'gate=api,shard=1,state=closed': 1,
    'gate=page,shard=1,state=open': 1,
  })
  removePage()
  expect(await registry.metrics()).not.toContain('page')
  expect(await scrape(registry, 'bootstrap_gate_queued_requests')).toEqual({
    'gate=api,shard=1': 0,
  })
})

test.each([
  ['the same labels', { gate: '1' }, /`labels` must be others than .*\{\\"gate\\":\\"1\\"\}/],
  [
    'other names',
    { name: 'b' },
    /`labels` must be with the names .* before: gate, received "name"/,
  ],
  ['none', {}, /`labels` must be with the names .* before: gate, received ""/],
])('two gates in one registry, the second with %s: an error says so', (_name, labels, message) => {
  collectMetrics(closedGate(), { client, registry, labels: { gate: 1 } })
  expect(() => collectMetrics(closedGate(), { client, registry, labels })).toThrow(message)
})

test('a gate that is collected twice, and a metric of somebody else, are errors', () => {
  const gate = closedGate()
  collectMetrics(gate, { client, registry })
  expect(() => collectMetrics(gate, { client, registry })).toThrow(TypeError)
  const other = new client.Registry()
  new client.Gauge({ name: 'bootstrap_gate_queued_requests', help: 'x', registers: [other] })
  expect(() => collectMetrics(gate, { client, registry: other })).toThrow(
    'one without metrics of these names, received "bootstrap_gate_queued_requests"',
  )
  expect(other.getMetricsAsArray()).toHaveLength(1)
})

test('a registry that was cleared takes them anew, and keeps the new ones', async () => {
  const remove = collectMetrics(closedGate(), { client, registry })
  registry.clear()
  collectMetrics(closedGate(), { client, registry })
  remove()
  expect(await scrape(registry, 'bootstrap_gate_queued_requests')).toEqual({ '': 0 })
})

test.each([
  ['gate', [undefined, { client }], 'collectMetrics: `gate` must be what bootstrapGate() returns'],
  ['gate', [() => undefined, { client }], 'received a function'],
  ['options', [closedGate], '`gate` must be'],
  ['client', ['gate', {}], '`client` must be prom-client, received undefined.'],
  ['client', ['gate', { client: { Gauge: 1 } }], 'prom-client, received an object.'],
  ['registry', ['gate', { client, registry: {} }], '`registry` must be a Registry of prom-client'],
  ['registry', ['gate', { client, registry: 'x' }], 'received "x".'],
  ['options', ['gate', undefined], '`options` must be an object, received undefined.'],
  ['options', ['gate', { client, register: 1 }], 'Did you mean `registry`?'],
  ['labels', ['gate', { client, labels: 'api' }], '`labels` must be an object of values'],
  ['labels', ['gate', { client, labels: { a: {} } }], '`labels.a` must be a string or a number'],
  ['labels', ['gate', { client, labels: { reason: 'x' } }], 'received "reason".'],
  ['labels', ['gate', { client, labels: { le: 'x' } }], 'received "le".'],
])('a wrong %s is refused, by a TypeError that names what was given (%#)', (_name, args, said) => {
  const [gate, options] = args
  const call = (): unknown =>
    Reflect.apply(collectMetrics, undefined, [gate === 'gate' ? closedGate() : gate, options])
  expect(call).toThrow(TypeError)
  expect(call).toThrow(said)
  expect(registry.getMetricsAsArray()).toEqual([])
})

test.each(['open', 'shutdown'] as const)('after %s() nobody listens any more', async (settle) => {
  const gate = closedGate({ maxQueueSize: 5000 })
  collectMetrics(gate, { client, registry })
  for (let count = 0; count < 400; count++) meet(gate)
  expect(gate.events.eventNames()).not.toEqual([])
  gate[settle]()
  await turn()
  // Not before all that were held have been told of.
  while (gate.events.eventNames().length > 0) await turn()
  expect(gate.stats().queued).toBe(0)
  expect(await scrape(registry, 'bootstrap_gate_wait_duration_seconds_count')).toEqual({ '': 400 })
})

test('once it is taken out nobody listens any more either', () => {
  const gate = closedGate()
  collectMetrics(gate, { client, registry })()
  expect(gate.events.eventNames()).toEqual([])
})

test('a client that throws is said in a warning, and harms nobody', () => {
  const warnings = gateWarnings()
  const gate = closedGate()
  class Broken extends client.Histogram {
    constructor(configuration: client.HistogramConfiguration<string>) {
      super(configuration)
      const broken = (): never => {
        throw new Error('broken')
      }
      Object.assign(this, { observe: broken })
    }
  }
  collectMetrics(gate, { client: { ...client, Histogram: Broken }, registry })
  expect(meet(gate).next).toHaveBeenCalled()
  expect(warnings.map(({ code }) => code)).toEqual(['BOOTSTRAP_GATE_CALLBACK_ERROR'])
})
