import { channel } from 'node:diagnostics_channel'
import * as api from '@opentelemetry/api'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base'
import { instrument } from '../../../lib/opentelemetry'
import type { BootstrapGate } from '../../../lib'
import { meet, type Met } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { app, begin, end, passTime, useStoppedTime } from '../../helpers/imports-by-hand'
import { durationMs, startTelemetry } from '../../helpers/telemetry'
import { turn } from '../../helpers/turn'

useStoppedTime()

const tracer = () => api.trace.getTracer('app')

/** Meets a gate inside a span of a server. */
function meetIn(gate: BootstrapGate, url: string): { met: Met; server: api.Span } {
  return tracer().startActiveSpan(`GET ${url}`, (server) => ({ met: meet(gate, { url }), server }))
}

function named(spans: readonly ReadableSpan[], name: string): ReadableSpan[] {
  return spans.filter((span) => span.name === name)
}

describe('metrics', () => {
  it('have the names and units that are promised, and say what became of requests', async () => {
    const { metrics } = startTelemetry()
    const gate = closedGate({ maxQueueSize: 1, requiredCompletions: 1 })
    instrument(gate, { api })
    const first = meet(gate)
    meet(gate)
    meet(gate)
    await passTime(2500)
    end(begin('./a.mjs', app))
    const before = await metrics()
    expect(before['bootstrap_gate.queued_requests {request}']).toEqual({ '': 1 })
    expect(before['bootstrap_gate.boot.duration s'] ?? {}).toEqual({})
    first.finish()
    await passTime(50)
    const after = await metrics()
    expect(gate.state).toBe('open')
    expect(after['bootstrap_gate.requests {request}']).toEqual({
      'outcome=admitted': 2,
      'outcome=skipped': 0,
      'outcome=aborted': 0,
      'outcome=rejected,reason=queue-full': 1,
      'outcome=rejected,reason=queue-timeout': 0,
      'outcome=rejected,reason=boot-timeout': 0,
      'outcome=rejected,reason=boot-failed': 0,
      'outcome=rejected,reason=stopped': 0,
    })
    expect(after['bootstrap_gate.queued_requests {request}']).toEqual({ '': 0 })
    expect(after['bootstrap_gate.boot.duration s']).toEqual({ 'reason=completed': 2.55 })
    expect(after['bootstrap_gate.request.wait.duration s']).toEqual({ '': { count: 2, sum: 2.55 } })
    expect(after['bootstrap_gate.import.duration s']).toEqual({
      'status=fulfilled': { count: 1, sum: 0 },
    })
    expect(Object.keys(after)).toHaveLength(5)
  })

  it('have buckets up to 30 s', async () => {
    const { boundsOf } = startTelemetry()
    const gate = closedGate()
    instrument(gate, { api })
    meet(gate)
    expect((await boundsOf('bootstrap_gate.request.wait.duration')).at(-1)).toBe(30)
  })

  it('of two gates are told apart by attributes', async () => {
    const { metrics } = startTelemetry()
    for (const name of ['api', 'page']) {
      const gate = closedGate()
      instrument(gate, { api, attributes: { gate: name } })
      meet(gate)
    }
    expect((await metrics())['bootstrap_gate.requests {request}']).toMatchObject({
      'gate=api,outcome=admitted': 1,
      'gate=page,outcome=admitted': 1,
    })
  })

  it('are measured no more once it was ended', async () => {
    const { metrics, spans } = startTelemetry()
    const gate = closedGate()
    instrument(gate, { api })()
    meet(gate)
    gate.open()
    expect(Object.values(await metrics()).flatMap(Object.keys)).toEqual([])
    expect(spans()).toEqual([])
  })
})

describe('spans', () => {
  it("tell in each request's own trace how long it was held", async () => {
    const { spans } = startTelemetry()
    const gate = closedGate()
    instrument(gate, { api })
    const first = meetIn(gate, '/first')
    const second = meetIn(gate, '/second')
    await passTime(700)
    first.met.finish()
    await turn()
    const waits = named(spans(), 'bootstrap-gate wait')
    expect(
      waits.map((wait) => [wait.spanContext().traceId, wait.parentSpanContext?.spanId]),
    ).toEqual(
      [first, second].map(({ server }) => {
        const { traceId, spanId } = server.spanContext()
        return [traceId, spanId]
      }),
    )
    expect(waits.map(durationMs)).toEqual([0, 700])
    expect(waits[1]?.attributes).toEqual({ 'bootstrap_gate.outcome': 'admitted' })
  })

  it('tell of those held at opening, those that go away and those that are rejected', async () => {
    const { spans } = startTelemetry()
    const gate = closedGate({ maxQueueSize: 2, slotTimeoutMs: 0 })
    instrument(gate, { api })
    meetIn(gate, '/inside')
    const all = ['/held', '/gone', '/rejected'].map((url) => meetIn(gate, url))
    await passTime(100)
    all[1]?.met.res.emit('close')
    gate.open()
    await turn()
    const waits = named(spans(), 'bootstrap-gate wait').slice(1)
    const outcomeOf = ({ server }: { server: api.Span }) => {
      const { traceId } = server.spanContext()
      const wait = waits.find((span) => span.spanContext().traceId === traceId)
      return [wait?.attributes['bootstrap_gate.outcome'], wait && durationMs(wait)]
    }
    expect(all.map(outcomeOf)).toEqual([
      ['admitted', 100],
      ['aborted', 100],
      ['rejected', 0],
    ])
    const rejected = waits.find(({ status }) => status.code === api.SpanStatusCode.ERROR)
    expect(rejected?.attributes['bootstrap_gate.reason']).toBe('queue-full')
    expect(rejected?.events.map(({ name }) => name)).toEqual(['exception'])
  })

  it('of one that goes away when it is inside tell of its wait once', () => {
    const { spans } = startTelemetry()
    const gate = closedGate()
    instrument(gate, { api })
    meetIn(gate, '/').met.res.emit('close')
    expect(named(spans(), 'bootstrap-gate wait')).toHaveLength(1)
  })

  it('tell of tracked work in the trace of the request that did it, and how it failed', async () => {
    const { spans } = startTelemetry()
    const gate = closedGate()
    instrument(gate, { api })
    const failure = new Error('no pool')
    const traceIds = ['pool', 'cache'].map((label) =>
      tracer().startActiveSpan('GET /', (server) => {
        const work = async (): Promise<void> => {
          await turn()
          if (label === 'pool') throw failure
        }
        gate.track(work, label).catch(() => undefined)
        return server.spanContext().traceId
      }),
    )
    await turn()
    await turn()
    const [pool, cache] = ['import pool', 'import cache'].map((name) => named(spans(), name)[0])
    expect([pool, cache].map((span) => span?.spanContext().traceId)).toEqual(traceIds)
    expect(pool?.status).toEqual({ code: api.SpanStatusCode.ERROR, message: 'no pool' })
    expect(cache?.status.code).toBe(api.SpanStatusCode.UNSET)
  })

  it('tell of imports how long they took, who asked for them, and name them in bounds', async () => {
    const { spans } = startTelemetry()
    const gate = closedGate()
    instrument(gate, { api })
    const [first, second] = [begin('./a.mjs', app), begin(`data:${'x'.repeat(5000)}`)]
    await passTime(40)
    end(first)
    end(second, 'no error at all')
    const [a, data] = spans()
    expect([a?.name, a && durationMs(a)]).toEqual(['import ./a.mjs', 40])
    expect(a?.attributes).toEqual({ 'bootstrap_gate.parent_url': app })
    expect(data?.name.length).toBeLessThan(220)
    expect(data?.status.code).toBe(api.SpanStatusCode.ERROR)
    expect(data?.events).toEqual([])
  })

  it.each([
    ['from the first request', {}, 400],
    ['from the making of the gate where it waits for something', { waitFor: [turn()] }, 500],
  ])('tell of the boot in a trace of its own, %s', async (_name, options, ms) => {
    const { spans } = startTelemetry()
    const gate = closedGate(options)
    instrument(gate, { api, attributes: { gate: 'api' } })
    await passTime(100)
    const { server } = meetIn(gate, '/')
    await passTime(400)
    tracer().startActiveSpan('somewhere', () => {
      gate.open()
    })
    const [boot] = named(spans(), 'bootstrap-gate boot')
    expect(boot && durationMs(boot)).toBe(ms)
    expect(boot?.parentSpanContext).toBeUndefined()
    expect(boot?.spanContext().traceId).not.toBe(server.spanContext().traceId)
    expect(boot?.attributes).toEqual({ gate: 'api', 'bootstrap_gate.reason': 'manual' })
  })

  it('tell of a boot that had begun before by its length', async () => {
    const { spans } = startTelemetry()
    const gate = closedGate()
    meet(gate)
    await passTime(300)
    instrument(gate, { api })
    await passTime(100)
    gate.open()
    const [boot] = named(spans(), 'bootstrap-gate boot')
    expect(boot && durationMs(boot)).toBe(400)
  })

  it('tell of a boot that failed, and by what', async () => {
    const { spans } = startTelemetry()
    const gate = closedGate({ waitFor: [Promise.reject(new Error('no database'))] })
    instrument(gate, { api })
    await gate.opened.catch(() => undefined)
    const [boot] = named(spans(), 'bootstrap-gate boot')
    expect(boot?.attributes).toEqual({ 'bootstrap_gate.reason': 'boot-failed' })
    expect(boot?.status).toEqual({ code: api.SpanStatusCode.ERROR, message: 'no database' })
  })
})

it.each(['open', 'shutdown'] as const)('after %s() nobody listens any more', async (settle) => {
  startTelemetry()
  const gate = closedGate()
  const starts = channel('tracing:bootstrap-gate.boot:start')
  instrument(gate, { api })
  meet(gate)
  meet(gate)
  expect(starts.hasSubscribers).toBe(true)
  gate[settle]()
  await turn()
  await turn()
  expect(gate.events.eventNames()).toEqual([])
  expect(starts.hasSubscribers).toBe(false)
})

it('an exporter that throws is said in a warning, and harms nobody: what is measured is measured', async () => {
  const warnings = gateWarnings()
  const broken = (): never => {
    throw new Error('broken')
  }
  const { metrics } = startTelemetry({ onStart: broken, onEnd: broken } as unknown as SpanProcessor)
  const gate = closedGate({ requiredCompletions: 1 })
  instrument(gate, { api })
  const { next, finish } = meet(gate)
  expect(next).toHaveBeenCalled()
  finish()
  expect((await gate.opened).reason).toBe('completed')
  expect(new Set(warnings.map(({ code }) => code))).toEqual(
    new Set(['BOOTSTRAP_GATE_CALLBACK_ERROR']),
  )
  expect((await metrics())['bootstrap_gate.request.wait.duration s']).toEqual({
    '': { count: 1, sum: 0 },
  })
})

it('without an SDK nothing is measured, and nothing fails', async () => {
  const gate = closedGate({ requiredCompletions: 1 })
  instrument(gate, { api })
  meet(gate).finish()
  expect((await gate.opened).reason).toBe('completed')
})

it.each([
  ['gate', [undefined, { api }], 'instrument: `gate` must be what bootstrapGate() returns'],
  ['options', ['gate'], '`options` must be an object, received undefined.'],
  ['options', ['gate', { api, attribute: {} }], 'Did you mean `attributes`?'],
  ['api', ['gate', {}], '`api` must be @opentelemetry/api, received undefined.'],
  ['api', ['gate', { api: { metrics: api.metrics } }], 'received an object.'],
  ['api', ['gate', { api: { ...api, SpanStatusCode: undefined } }], 'received an object.'],
  ['attributes', ['gate', { api, attributes: [] }], '`attributes` must be an object of values'],
  ['attributes', ['gate', { api, attributes: { a: [] } }], '`attributes.a` must be a string or'],
])('a wrong %s is refused, by a TypeError that names what was given (%#)', (_name, args, said) => {
  const [gate, options] = args
  const call = (): unknown =>
    Reflect.apply(instrument, undefined, [gate === 'gate' ? closedGate() : gate, options])
  expect(call).toThrow(TypeError)
  expect(call).toThrow(said)
})
