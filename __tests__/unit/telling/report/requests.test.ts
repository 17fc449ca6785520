import { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { AsyncResource } from 'node:async_hooks'
import type { BootstrapGate, ReportedRequest } from '../../../../lib'
import { toText } from '../../../../lib/report'
import { meet, type Met } from '../../../helpers/by-hand'
import { closedGate } from '../../../helpers/closed-gate'
import { gateWarnings } from '../../../helpers/gate-warnings'
import { passTime, useStoppedTime } from '../../../helpers/imports-by-hand'
import { turn } from '../../../helpers/turn'

useStoppedTime()

function only(gate: BootstrapGate): ReportedRequest {
  const [request, ...others] = gate.report().requests
  if (request === undefined) throw new Error('nothing was reported')
  expect(others).toEqual([])
  return request
}

test('a request that completes is there with its times, its status and its path without the query', async () => {
  const gate = closedGate()
  await passTime(10)
  const first = meet(gate, { method: 'POST', url: '/orders?token=secret' })
  await passTime(20)
  first.res.statusCode = 201
  first.finish()
  expect(only(gate)).toStrictEqual({
    id: 1,
    label: 'POST /orders',
    method: 'POST',
    path: '/orders',
    arrived: 10,
    admitted: 10,
    slotPassedOn: null,
    ended: 30,
    outcome: 'completed',
    status: 201,
    counted: true,
    rejection: null,
    asker: null,
    gaveWay: false,
    slotTimedOut: false,
    warmUp: false,
  })
})

test('an upgrade is there too, and has no status', () => {
  const gate = closedGate()
  const req = Object.assign(new IncomingMessage(null as never), { method: 'GET', url: '/socket' })
  gate.upgrade(() => undefined)(req, new PassThrough(), Buffer.alloc(0))
  expect(only(gate)).toMatchObject({ path: '/socket', outcome: 'completed', status: null })
  expect(gate.report().warmUp).toEqual([])
  expect(toText(gate.report())).toMatch(/GET \/socket .* done$/m)
})

test('one that is held, and one that is inside, have no end yet', async () => {
  const gate = closedGate()
  meet(gate, { url: '/inside' })
  meet(gate, { url: '/held' })
  await passTime(5)
  expect(gate.report().requests).toMatchObject([
    { path: '/inside', arrived: 0, admitted: 0, ended: null, outcome: null, status: null },
    { path: '/held', arrived: 0, admitted: null, ended: null, outcome: null, status: null },
  ])
})

test('each ends once, as it did', async () => {
  const gate = closedGate({ maxQueueSize: 2, requiredCompletions: 9 })
  const [bad, gone] = [meet(gate), meet(gate), meet(gate), meet(gate)]
  gone.res.emit('close')
  bad.res.statusCode = 500
  bad.finish()
  await passTime(5)
  gate.shutdown()
  await turn()
  expect(
    gate.report().requests.map(({ outcome, status, rejection, counted }) => ({
      outcome,
      status,
      rejection,
      counted,
    })),
  ).toEqual([
    { outcome: 'completed', status: 500, rejection: null, counted: false },
    { outcome: 'aborted', status: null, rejection: null, counted: false },
    { outcome: 'released', status: null, rejection: null, counted: false },
    { outcome: 'rejected', status: 503, rejection: 'queue-full', counted: false },
  ])
})

test.each<[string, (gate: BootstrapGate) => void, Partial<ReportedRequest>]>([
  [
    'opens',
    (gate) => {
      gate.open()
    },
    { admitted: 30, ended: 30, outcome: 'released', rejection: null },
  ],
  [
    'stops',
    (gate) => {
      gate.shutdown()
    },
    { admitted: null, ended: 30, outcome: 'rejected', rejection: 'stopped' },
  ],
])('when the gate %s those inside are watched no more', async (_how, settle, held) => {
  const gate = closedGate()
  meet(gate)
  meet(gate)
  await passTime(30)
  settle(gate)
  await passTime(5)
  expect(gate.report().requests).toMatchObject([
    { admitted: 0, ended: 30, outcome: 'released', status: null },
    held,
  ])
})

test('a stream has its slot until it passes on, and ends later', async () => {
  const gate = closedGate()
  const stream = meet(gate, { headers: { accept: 'text/event-stream' } })
  stream.res.flushHeaders()
  await passTime(40)
  const streamed = { outcome: 'streamed', status: 200, counted: true, slotPassedOn: 40 }
  expect(only(gate)).toMatchObject({ ...streamed, ended: null })
  await passTime(60)
  stream.res.emit('close')
  expect(only(gate)).toMatchObject({ ...streamed, ended: 100 })
})

test('a stream that goes on when the gate opens was streamed', async () => {
  const gate = closedGate({ requiredCompletions: 1, streamTimeoutMs: 40 })
  meet(gate).res.flushHeaders()
  await passTime(100)
  expect(gate.state).toBe('open')
  expect(only(gate)).toMatchObject({ outcome: 'streamed', ended: gate.report().settledAt })
})

test('one that has lost its slot says so, and can still complete', async () => {
  gateWarnings()
  const gate = closedGate({ slotTimeoutMs: 50 })
  const slow = meet(gate)
  await passTime(60)
  expect(only(gate)).toMatchObject({ slotTimedOut: true, slotPassedOn: 50, ended: null })
  slow.finish()
  expect(only(gate)).toMatchObject({ outcome: 'completed', slotTimedOut: true, ended: 60 })
})

test('one that another inside has asked for says by whom', () => {
  const gate = closedGate()
  const made: { scope?: AsyncResource } = {}
  meet(gate, { url: '/page' }, { handler: () => void (made.scope = new AsyncResource('page')) })
  meet(gate, { url: '/held' })
  made.scope?.runInAsyncScope(() => meet(gate, { url: '/part' }))
  expect(gate.report().requests).toMatchObject([
    { id: 1, path: '/page', asker: null },
    { id: 2, path: '/held', asker: null, admitted: null },
    { id: 3, path: '/part', asker: 1, admitted: 0 },
  ])
})

test('one that opens the gate by being asked about is met by an open gate', () => {
  const gate: BootstrapGate = closedGate({
    skip: () => {
      gate.open()
      return false
    },
  })
  meet(gate)
  expect(gate.report()).toMatchObject({ state: 'open', requests: [] })
})

test('health checks and what is skipped are not there, but counted', () => {
  const gate = closedGate({ skip: ({ url }) => url === '/skipped' })
  meet(gate, { url: '/skipped' })
  meet(gate, { headers: { 'user-agent': 'kube-probe/1.34' } }).finish()
  expect(gate.report()).toMatchObject({ requests: [], counts: { skipped: 2 } })
})

test('the first 256 are there, and how many more there were', async () => {
  const gate = closedGate({ requiredCompletions: 999 })
  const all = Array.from({ length: 300 }, (_, n) => meet(gate, { url: `/${String(n)}` }))
  for (const met of all) {
    await turn()
    met.finish()
  }
  const { requests, more, counts } = gate.report()
  expect(requests).toHaveLength(256)
  expect(requests.at(-1)).toMatchObject({ id: 256, path: '/255', outcome: 'completed' })
  expect(more).toEqual({ requests: 44, imports: 0 })
  expect(counts.admitted).toBe(300)
})

test('of what a client sends it shows visible ASCII, and not too much of it', () => {
  const gate = closedGate()
  meet(gate, { method: 'GET', url: `/\u001b[31m\u202e<script>${'x'.repeat(5000)}` })
  const { label, path } = only(gate)
  expect(label).toBe(`GET ${path}`)
  expect(path).toMatch(/^\/\\u001b\[31m\\u202e<script>x+\.\.\.$/)
  expect(path).toHaveLength(200)
})

test('a message is not kept when its request has ended, though the gate is closed', async () => {
  const gate = closedGate({ requiredCompletions: 9 })
  const kept = await endSome(gate)
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  expect(gate.report().requests.map(({ outcome }) => outcome)).toEqual([
    'completed',
    'streamed',
    'aborted',
  ])
  expect(kept.map((message) => message.deref())).toEqual([undefined, undefined, undefined])
})

/** @returns the messages of some requests that have ended */
async function endSome(gate: BootstrapGate): Promise<WeakRef<object>[]> {
  const ends: ((met: Met) => void)[] = [
    ({ finish }) => {
      finish()
    },
    ({ res }) => res.emit('close'),
    ({ res }) => res.emit('close'),
  ]
  const kept: WeakRef<object>[] = []
  for (const [index, end] of ends.entries()) {
    const met = meet(gate)
    if (index === 1) met.res.flushHeaders()
    await passTime(400)
    end(met)
    kept.push(new WeakRef(met.req))
    met.next.mockReset()
  }
  jest.restoreAllMocks()
  await turn()
  return kept
}
