import { bootstrapGate } from '../../../lib'
import { toTraceEvents, type TraceEvent } from '../../../lib/report'
import { openReportWith, phase, reportWith } from '../../helpers/report-by-hand'

const served = { outcome: 'completed', status: 200 } as const

const busy = openReportWith({
  hrtimeMs: 5_000_000,
  phases: [phase('node', -300, 0), phase('waitFor', 0, 200), phase('quiet', 900, null)],
  blocked: [{ start: 220, end: 320.5 }],
  requests: [
    { ...served, label: 'GET /page', arrived: 100, admitted: 200, ended: 700 },
    { ...served, label: 'GET /part', arrived: 300, admitted: 300, ended: 400, asker: 1 },
    { ...served, label: 'GET /next', arrived: 150, admitted: 700, ended: 800.25 },
    {
      label: 'GET /on',
      arrived: 150,
      admitted: 650,
      slotPassedOn: 750,
      ended: 1000,
      outcome: 'streamed',
      status: 200,
    },
    { label: 'GET /lost', arrived: 150, admitted: 800, slotPassedOn: 850, slotTimedOut: true },
    { label: 'GET /held', arrived: 150, admitted: 1000, ended: 1000, outcome: 'released' },
    {
      label: 'GET /no',
      arrived: 150,
      ended: 600,
      outcome: 'rejected',
      status: 503,
      rejection: 'queue-timeout',
    },
  ],
  imports: [
    { label: './page.mjs', request: 1, start: 210, end: 600, status: 'fulfilled' },
    { label: './chart.mjs', request: 1, start: 250, end: 600, status: 'fulfilled' },
    { label: './other.mjs', request: 2, start: 310, end: 650, status: 'rejected' },
    { label: './late.mjs', request: 2, start: 500 },
    { label: './lone.mjs', start: 10, end: 20, status: 'fulfilled' },
    { label: 'pool', kind: 'work', parentURL: null, request: 6, start: 950, end: 960 },
  ],
})

const eventsOf = (report = busy): TraceEvent[] => [...toTraceEvents(report).traceEvents]
const ofKind = (ph: TraceEvent['ph'], events = eventsOf()): TraceEvent[] =>
  events.filter((event) => event.ph === ph)
const at = ({ ts = NaN }: TraceEvent): number => ts

test('times are whole microseconds on the clock of process.hrtime()', () => {
  const timed = eventsOf().filter(({ ph }) => ph !== 'M')
  expect(timed.filter(({ ts }) => !Number.isInteger(ts))).toEqual([])
  expect(timed.find(({ name, ph }) => name === 'GET /page' && ph === 'b')?.ts).toBe(5_000_100_000)
  expect(ofKind('X').find(({ name }) => name === 'blocked')).toMatchObject({
    ts: 5_000_220_000,
    dur: 100_500,
  })
  const gate = bootstrapGate()
  const [first] = ofKind('b', eventsOf(gate.report()))
  const [seconds, nanoseconds] = process.hrtime()
  const now = seconds * 1e6 + nanoseconds / 1e3
  const node = toTraceEvents(gate.report()).traceEvents.find(({ ph }) => ph === 'e')
  gate.shutdown()
  expect(at(first as TraceEvent)).toBeLessThan(now)
  expect(now - at(node as TraceEvent)).toBeLessThan(10e6)
})

test('all are of the process, on threads that have a name', () => {
  const named = ofKind('M')
    .filter(({ name }) => name === 'thread_name')
    .map(({ tid }) => tid)
  expect(new Set(named).size).toBe(named.length)
  expect(eventsOf().filter(({ tid, ph }) => ph !== 'M' && !named.includes(tid))).toEqual([])
  expect(eventsOf().filter(({ pid }) => pid !== process.pid)).toEqual([])
})

test('each asynchronous span has its end, after its begin, and those of one id are within each other', () => {
  const open = new Map<string, TraceEvent[]>()
  for (const event of eventsOf().filter(({ ph }) => ph === 'b' || ph === 'e')) {
    const key = `${event.cat ?? ''} ${event.id ?? ''}`
    const stack = open.get(key) ?? []
    open.set(key, stack)
    if (event.ph === 'b') {
      if (stack.length > 0) expect(at(event)).toBeGreaterThanOrEqual(at(stack.at(-1) as TraceEvent))
      stack.push(event)
    } else {
      const begin = stack.pop()
      expect(begin?.name).toBe(event.name)
      expect(at(event)).toBeGreaterThanOrEqual(at(begin as TraceEvent))
    }
  }
  expect(open.size).toBe(3 + 7)
  expect([...open.values()].flat()).toEqual([])
})

test('spans of one thread are apart, or one within the other', () => {
  const spans = ofKind('X')
  for (const one of spans) {
    for (const other of spans.filter((it) => it !== one && it.tid === one.tid)) {
      const [from, to] = [at(one), at(one) + (one.dur ?? 0)]
      const [start, end] = [at(other), at(other) + (other.dur ?? 0)]
      const isApart = end <= from || start >= to
      const isWithin = (start >= from && end <= to) || (start <= from && end >= to)
      expect({ one: one.name, other: other.name, fits: isApart || isWithin }).toMatchObject({
        fits: true,
      })
    }
  }
  expect(spans.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['./page.mjs', './late.mjs', 'pool']),
  )
})

test('an arrow leads from each request to what it has loaded while it was inside, within a span at both ends', () => {
  const [starts, ends] = [ofKind('s'), ofKind('f')]
  expect(starts.map(({ id }) => id)).toEqual(ends.map(({ id }) => id))
  expect(starts).toHaveLength(4)
  for (const [index, start] of starts.entries()) {
    const end = ends[index] as TraceEvent
    for (const tip of [start, end]) {
      const around = ofKind('X').filter(
        (span) =>
          span.tid === tip.tid && at(span) <= at(tip) && at(span) + (span.dur ?? 0) >= at(tip),
      )
      expect(around.length).toBeGreaterThan(0)
    }
    expect(at(end)).toBeGreaterThanOrEqual(at(start))
    expect(end.bp).toBe('e')
  }
})

test('a counter says how many were held, and ends with none', () => {
  const held = ofKind('C').map(({ args, ts = 0 }) => [ts / 1000 - 5_000_000, args?.['held']])
  expect(held[0]).toEqual([100, 1])
  expect(held).toContainEqual([150, 6])
  expect(held.at(-1)).toEqual([1000, 0])
})

test('an instant says when the gate settled, and why', () => {
  expect(ofKind('i')).toMatchObject([{ name: 'gate open', s: 'p', args: { reason: 'completed' } }])
  expect(ofKind('i', eventsOf(reportWith()))).toEqual([])
})

test('a request tells what became of it', () => {
  const begin = ofKind('b').find(({ name }) => name === 'GET /no')
  expect(begin?.args).toEqual({
    ...{ outcome: 'rejected', status: 503, counted: false, rejection: 'queue-timeout' },
    ...{ slotTimedOut: false, gaveWay: false, warmUp: false },
  })
})

test('names are visible ASCII, and JSON takes all of it', () => {
  const events = eventsOf(reportWith({ requests: [{ label: 'GET /\u202e\u001b' }] }))
  expect(events.map(({ name }) => name)).toContain('GET /\\u202e\\u001b')
  expect(JSON.parse(JSON.stringify(events))).toStrictEqual(events)
})
