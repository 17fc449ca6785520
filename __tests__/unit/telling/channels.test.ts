import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type {
  BootMessage,
  BootstrapGate,
  BootstrapGateOptions,
  ImportSettledEvent,
  RequestMessage,
} from '../../../lib'
import { isIn, meet, type Met } from '../../helpers/by-hand'
import { stopAfterTest } from '../../helpers/cleanup'
import { closedGate } from '../../helpers/closed-gate'
import { app, begin, end, passTime, stopTime } from '../../helpers/imports-by-hand'
import {
  noteBoots,
  noteImports,
  noteRequests,
  noteTracing,
  ofGate,
  storiesOf,
  subchannelsOf,
} from '../../helpers/note-channels'
import { turn } from '../../helpers/turn'

const storage = new AsyncLocalStorage<string>()
const requestChannel = tracingChannel('bootstrap-gate.request')

afterEach(() => {
  jest.useRealTimers()
})

describe('bootstrap-gate.request', () => {
  it('tells of one that arrives, is admitted and ends, by the same message, with how long it was held', async () => {
    stopTime()
    const noted = noteRequests()
    const gate = closedGate()
    const first = meet(gate, { url: '/first' })
    const second = meet(gate, { url: '/second' })
    await passTime(100)
    first.finish()
    await turn()
    second.finish()
    expect(storiesOf(noted)).toEqual({
      '/first': ['start', 'end', 'asyncStart', 'asyncEnd: completed'],
      '/second': ['start', 'end', 'asyncStart', 'asyncEnd: completed'],
    })
    const ofSecond = noted.filter(({ said }) => said.req === second.req)
    expect(new Set(ofSecond.map(({ message }) => message)).size).toBe(1)
    expect(ofSecond.map(({ said }) => said.waitedMs)).toEqual([0, 0, 100, 100])
    expect(ofSecond[0]?.said).toEqual({
      gate,
      req: second.req,
      waitedMs: 0,
      outcome: null,
      error: null,
    })
  })

  it('tells of one whose client goes away, held or inside', async () => {
    stopTime()
    const noted = noteRequests()
    const gate = closedGate()
    const inside = meet(gate, { url: '/inside' })
    const held = meet(gate, { url: '/held' })
    await passTime(20)
    held.res.emit('close')
    inside.res.emit('close')
    expect(storiesOf(noted)).toEqual({
      '/inside': ['start', 'end', 'asyncStart', 'asyncEnd: aborted'],
      '/held': ['start', 'end', 'asyncEnd: aborted'],
    })
    expect(noted.filter(({ said }) => said.req === held.req).at(-1)?.said.waitedMs).toBe(20)
  })

  it('tells of one that is rejected, with the error that it gets', () => {
    const noted = noteRequests()
    const gate = closedGate({ maxQueueSize: 0 })
    const rejected = jest.fn()
    gate.events.on('reject', rejected)
    meet(gate, { url: '/inside' })
    meet(gate, { url: '/rejected' })
    expect(storiesOf(noted)['/rejected']).toEqual(['start', 'end', 'error: rejected'])
    const error = noted.at(-1)?.said.error
    expect(error?.reason).toBe('queue-full')
    expect(rejected).toHaveBeenCalledWith(expect.objectContaining({ error }))
  })

  it.each(['finish', 'close'] as const)(
    'tells of one that streams when it ends (%s)',
    async (end_) => {
      stopTime()
      const noted = noteRequests()
      const gate = closedGate()
      const stream = meet(gate, { url: '/stream' })
      stream.res.flushHeaders()
      await passTime(400)
      expect(gate.stats().streamed).toBe(1)
      expect(storiesOf(noted)['/stream']).toEqual(['start', 'end', 'asyncStart'])
      if (end_ === 'finish') stream.finish()
      else stream.res.emit('close')
      expect(noted.at(-1)).toMatchObject({ on: 'asyncEnd', said: { outcome: 'streamed' } })
    },
  )

  it('tells at opening of those inside or held that they are released, and of nothing after', async () => {
    stopTime()
    const noted = noteRequests()
    const gate = closedGate()
    const inside = meet(gate, { url: '/inside' })
    const held = meet(gate, { url: '/held' })
    await passTime(30)
    gate.open()
    expect(storiesOf(noted)).toEqual({
      '/inside': ['start', 'end', 'asyncStart', 'asyncEnd: released'],
      '/held': ['start', 'end', 'asyncEnd: released'],
    })
    expect(noted.at(-1)?.said.waitedMs).toBe(30)
    const { length } = noted
    await turn()
    expect(isIn(held)).toBe(true)
    inside.finish()
    held.finish()
    meet(gate).finish()
    expect(noted).toHaveLength(length)
  })

  it('tells of those inside a gate that is stopped that they are released, and of each that is rejected', async () => {
    const noted = noteRequests()
    const gate = closedGate()
    meet(gate, { url: '/inside' })
    meet(gate, { url: '/held' })
    gate.shutdown()
    await turn()
    meet(gate, { url: '/late' })
    expect(storiesOf(noted)).toEqual({
      '/inside': ['start', 'end', 'asyncStart', 'asyncEnd: released'],
      '/held': ['start', 'end', 'error: rejected'],
      '/late': ['start', 'end', 'error: rejected'],
    })
  })

  it('tells of one that was there before somebody listened nothing at all', async () => {
    const gate = closedGate()
    const before = meet(gate, { url: '/before' })
    const held = meet(gate, { url: '/held' })
    const gone = meet(gate, { url: '/gone' })
    const noted = noteRequests()
    gone.res.emit('close')
    before.finish()
    await turn()
    held.finish()
    meet(gate, { url: '/after' })
    expect(Object.keys(storiesOf(noted))).toEqual(['/after'])
  })

  it('tells of skipped ones, health checks and preflights nothing', async () => {
    const noted = noteRequests()
    const gate = closedGate({ skip: ({ url }) => url === '/skipped' })
    meet(gate, { url: '/skipped' })
    meet(gate, {
      method: 'OPTIONS',
      headers: { origin: 'http://a', 'access-control-request-method': 'PUT' },
    })
    const probe = meet(gate, { headers: { 'user-agent': 'kube-probe/1.31' } })
    probe.finish()
    await turn()
    meet(gate, { headers: { 'user-agent': 'kube-probe/1.31' } })
    gate.shutdown()
    expect(noted).toEqual([])
  })

  it('tells of each in the context that it came in', async () => {
    const contexts: (readonly [string | undefined, string | undefined])[] = []
    noteTracing<RequestMessage>('bootstrap-gate.request', ({ said }) => {
      contexts.push([said.req.url, storage.getStore()])
    })
    const gate = closedGate({ requiredCompletions: 100, maxQueueSize: 6 })
    const all = Array.from({ length: 8 }, (_, index) => {
      const url = `/${String(index)}`
      return storage.run(url, () => meet(gate, { url }))
    })
    const elsewhere = (run: () => void) => {
      storage.run('elsewhere', run)
    }
    elsewhere((all[0] as Met).finish)
    await turn()
    elsewhere(() => all[1]?.res.emit('close'))
    elsewhere(() => {
      gate.open()
    })
    expect(contexts.length).toBeGreaterThan(8 * 3 - 1)
    expect(contexts.filter(([url, store]) => url !== store)).toEqual([])
  })
})

describe('bootstrap-gate.boot', () => {
  it.each<[string, BootstrapGateOptions]>([
    ['the first request', {}],
    ['waitFor', { waitFor: [Promise.resolve()] }],
  ])('tells once that the boot begins, with %s', (what, options) => {
    const noted = noteBoots()
    const gate = closedGate(options)
    expect(subchannelsOf(noted, gate)).toEqual(what === 'waitFor' ? ['start', 'end'] : [])
    meet(gate)
    meet(gate)
    expect(subchannelsOf(noted, gate)).toEqual(['start', 'end'])
    expect(ofGate(noted, gate)[0]?.said).toEqual({ gate, reason: null, bootMs: null })
  })

  it('tells that the boot begins with a warm-up', async () => {
    const noted = noteBoots()
    const gate = closedGate({ requiredCompletions: 1 })
    const app = jest.fn((req: IncomingMessage, res: ServerResponse) => {
      gate(req, res, () => res.end())
    })
    const warm = gate.warmUp(app, ['/'])
    expect(subchannelsOf(noted, gate)).toEqual(['start', 'end'])
    expect(app).not.toHaveBeenCalled()
    await warm
    await gate.opened
    expect(subchannelsOf(noted, gate)).toEqual(['start', 'end', 'asyncStart', 'asyncEnd'])
    expect(ofGate(noted, gate).at(-1)?.said.reason).toBe('warmed-up')
  })

  it('tells that the gate opens, why and after how long, by the same message', async () => {
    const noted = noteBoots()
    const gate = closedGate({ requiredCompletions: 1 })
    meet(gate).finish()
    await turn()
    expect(subchannelsOf(noted, gate)).toEqual(['start', 'end', 'asyncStart', 'asyncEnd'])
    expect(ofGate(noted, gate).at(-1)?.said).toEqual({ gate, ...(await gate.opened) })
    expect(new Set(ofGate(noted, gate).map(({ message }) => message)).size).toBe(1)
  })

  it('tells that the gate fails, and why', async () => {
    const noted = noteBoots()
    const gate = closedGate({ waitFor: [Promise.reject(new Error('no database'))] })
    const error: unknown = await gate.opened.catch((reason: unknown) => reason)
    expect(subchannelsOf(noted, gate)).toEqual(['start', 'end', 'error'])
    expect(ofGate(noted, gate).at(-1)?.said).toEqual({
      gate,
      reason: 'boot-failed',
      bootMs: null,
      error,
    })
  })

  it('tells of a gate that is stopped no more', () => {
    const noted = noteBoots()
    const gate = closedGate()
    meet(gate)
    gate.shutdown()
    gate.open()
    expect(subchannelsOf(noted, gate)).toEqual(['start', 'end'])
  })

  it('tells it in the context that the gate was made in', () => {
    const contexts: [BootstrapGate, string | undefined][] = []
    noteTracing<BootMessage>('bootstrap-gate.boot', ({ said }) => {
      contexts.push([said.gate, storage.getStore()])
    })
    const gate = storage.run('maker', () => closedGate())
    storage.run('a request', () => meet(gate))
    storage.run('another', () => {
      gate.open()
    })
    const own = contexts.filter(([of]) => of === gate).map(([, context]) => context)
    expect(own).toEqual(Array(4).fill('maker'))
  })
})

describe('bootstrap-gate.import', () => {
  it('tells of an import that settles what the event tells', () => {
    const noted = noteImports()
    const gate = closedGate()
    const settled = jest.fn()
    gate.events.on('importSettled', settled)
    end(begin('./a.mjs', app))
    end(begin('./b.mjs', app), new Error('broken'))
    const own = settled.mock.calls.flat() as ImportSettledEvent[]
    expect(own.map(({ label, status }) => [label, status])).toEqual([
      ['./a.mjs', 'fulfilled'],
      ['./b.mjs', 'rejected'],
    ])
    // Other gates of the process may hear of them as well.
    expect(noted.filter((event) => own.includes(event))).toEqual(own)
  })
})

it('each gate tells of its own', () => {
  const noted = noteRequests()
  const gates = [closedGate(), closedGate()]
  for (const gate of gates) meet(gate)
  for (const gate of gates)
    expect(subchannelsOf(noted, gate)).toEqual(['start', 'end', 'asyncStart'])
})

it('who listens to one of them alone is enough', () => {
  const ended = jest.fn()
  requestChannel.asyncEnd.subscribe(ended)
  stopAfterTest(() => {
    requestChannel.asyncEnd.unsubscribe(ended)
  })
  meet(closedGate()).finish()
  expect(ended).toHaveBeenCalledTimes(1)
})
