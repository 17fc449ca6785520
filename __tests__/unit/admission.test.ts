import type { ServerResponse } from 'node:http'
import { meet, type Met } from '../helpers/by-hand'
import { closedGate } from '../helpers/closed-gate'
import { gateWarnings } from '../helpers/gate-warnings'

beforeEach(() => {
  jest.useFakeTimers()
})

afterEach(() => {
  jest.restoreAllMocks()
  jest.useRealTimers()
})

test('with nothing to wait for the gate opens with the first request, at once', () => {
  const gate = closedGate({ requiredCompletions: 0 })
  expect(meet(gate).next).toHaveBeenCalledTimes(1)
  expect(gate.state).toBe('open')
})

test('admit and abort tell how long a request was held, and abort how long it was inside', () => {
  const gate = closedGate()
  const [admitted, aborted] = [jest.fn(), jest.fn()]
  gate.events.on('admit', admitted)
  gate.events.on('abort', aborted)
  jest.advanceTimersByTime(1000)
  const inside = meet(gate)
  const [gone, held] = [meet(gate), meet(gate)]
  jest.advanceTimersByTime(300)
  gone.res.emit('close')
  inside.res.emit('close')
  gate.open()
  expect(admitted.mock.calls).toEqual([
    [{ req: inside.req, waitedMs: 0 }],
    [{ req: held.req, waitedMs: 300 }],
  ])
  expect(aborted.mock.calls).toEqual([
    [{ req: gone.req, wasAdmitted: false, waitedMs: 300 }],
    [{ req: inside.req, wasAdmitted: true, waitedMs: 300 }],
  ])
})

test('a request that waited for its turn is told of with how long', async () => {
  const gate = closedGate()
  const admitted = jest.fn()
  const first = meet(gate)
  const second = meet(gate)
  gate.events.on('admit', admitted)
  await jest.advanceTimersByTimeAsync(300)
  first.finish()
  await jest.advanceTimersByTimeAsync(0)
  expect(admitted.mock.calls).toEqual([[{ req: second.req, waitedMs: 300 }]])
})

test('no more than maxQueueSize are held, even as slots become free', () => {
  const gate = closedGate({ concurrency: 2, maxQueueSize: 1 })
  const inside = [meet(gate), meet(gate)]
  meet(gate)
  // One slot is on its way to the one that is held, the other is free.
  for (const { finish } of inside) finish()
  meet(gate)
  expect(gate.stats()).toMatchObject({ queued: 1, peakQueued: 1, rejected: { queueFull: 1 } })
})

test('requests that end at once take turns without a deep stack', async () => {
  const count = 5000
  const gate = closedGate({ requiredCompletions: 2 * count, maxQueueSize: count })
  const first = meet(gate)
  const others = Array.from({ length: count }, () => {
    const handler = (): undefined => {
      other.finish()
    }
    const other: Met = meet(gate, {}, { handler })
    return other
  })
  first.finish()
  await jest.advanceTimersByTimeAsync(0)
  expect(others.filter(({ next }) => next.mock.calls.length === 1)).toHaveLength(count)
  expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0, completed: 1 + count })
})

const fault = new Error('thrown by the app')

test('a bare handler that throws loses its slot, and what it threw is thrown in a turn of its own', () => {
  const gate = closedGate()
  const handler = (): never => {
    throw fault
  }
  const first = meet(gate, {}, { handler })
  expect(meet(gate).next).toHaveBeenCalledTimes(1)
  expect(gate.stats()).toMatchObject({ inFlight: 2 })
  expect(() => {
    jest.advanceTimersByTime(1)
  }).toThrow(fault)
  first.finish()
  expect(gate.stats()).toMatchObject({ inFlight: 1, completed: 1 })
})

test('one that throws after its response went out has no slot to lose, and is not inside', () => {
  const warnings = gateWarnings()
  const gate = closedGate()
  // So that the boot is stuck.
  void gate.track(new Promise(() => undefined))
  const made: { res?: ServerResponse } = {}
  meet(
    gate,
    {},
    {
      before: (res) => (made.res = res),
      handler: () => {
        made.res?.end()
        made.res?.emit('finish')
        throw fault
      },
    },
  )
  expect(() => {
    jest.advanceTimersByTime(1)
  }).toThrow(fault)
  expect(gate.stats()).toMatchObject({ inFlight: 0, completed: 1 })
  jest.advanceTimersByTime(30_000)
  expect(warnings[0]?.message).toContain('No request is inside the app')
})

test('those that are held go in by batches, short in number', () => {
  const gate = closedGate()
  const inside = Array.from({ length: 1000 }, () => meet(gate))
  const count = (): number => inside.filter(({ next }) => next.mock.calls.length > 0).length
  jest.spyOn(performance, 'now').mockReturnValue(0)
  gate.open()
  expect(count()).toBe(1 + 128)
  jest.advanceTimersByTime(1000)
  expect(count()).toBe(1000)
})

test('and short in time', () => {
  const gate = closedGate()
  let now = 0
  jest.spyOn(performance, 'now').mockImplementation(() => now)
  const handler = (): undefined => void (now += 2)
  const inside = Array.from({ length: 100 }, () => meet(gate, {}, { handler }))
  const count = (): number => inside.filter(({ next }) => next.mock.calls.length > 0).length
  gate.open()
  expect(count()).toBe(1 + 3)
  jest.advanceTimersByTime(1000)
  expect(count()).toBe(100)
})
