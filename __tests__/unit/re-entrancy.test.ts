import { IncomingMessage, ServerResponse } from 'node:http'
import type { BootstrapGate } from '../../lib'
import { meet, type Met } from '../helpers/by-hand'
import { closedGate } from '../helpers/closed-gate'
import { gateWarnings } from '../helpers/gate-warnings'
import { turn } from '../helpers/turn'

afterEach(() => {
  jest.restoreAllMocks()
  jest.useRealTimers()
})

/** Meets a gate with several requests. @returns the paths of those that have passed, in order */
function meetAll(gate: BootstrapGate, ...paths: string[]): string[] {
  const passed: string[] = []
  for (const url of paths) meet(gate, { url }, { handler: () => void passed.push(url) })
  return passed
}

test('a listener that opens the gate does not change the order', () => {
  let finishDatabase: () => void = () => undefined
  const database = new Promise<void>((resolve) => {
    finishDatabase = resolve
  })
  const gate = closedGate({ waitFor: [database] })
  gate.events.once('admit', () => {
    gate.open()
  })
  const passed = meetAll(gate, '/1', '/2', '/3')
  finishDatabase()
  return gate.opened.then(() => {
    expect(passed).toEqual(['/1', '/2', '/3'])
  })
})

test('a listener that stops the gate leaves inside whom it was told of, and nobody else', () => {
  const gate = closedGate()
  gate.events.once('admit', () => {
    gate.shutdown()
  })
  expect(meetAll(gate, '/1', '/2')).toEqual(['/1'])
  expect(gate.stats()).toMatchObject({ admitted: 1, rejected: { stopped: 1 } })
})

test('a listener that stops the gate when a request is dropped at its turn lets nobody in', async () => {
  const gate = closedGate()
  const inside = meet(gate)
  const begun = meet(gate)
  // More than are let go at once.
  const held = Array.from({ length: 200 }, () => meet(gate))
  begun.res.flushHeaders()
  gate.events.once('abort', () => {
    gate.shutdown()
  })
  inside.finish()
  await expect(gate.opened).rejects.toMatchObject({ reason: 'stopped' })
  expect(held.filter(({ next }) => next.mock.calls.length > 0).length).toBe(0)
  expect(gate.stats()).toMatchObject({ state: 'stopped', admitted: 1, inFlight: 0 })
})

test('those behind it that something else has begun to answer are rejected, not dropped', async () => {
  const gate = closedGate()
  const inside = meet(gate)
  // More than are let go at once.
  const begun = Array.from({ length: 200 }, () => meet(gate))
  for (const { res } of begun) res.flushHeaders()
  gate.events.once('abort', () => {
    gate.shutdown()
  })
  inside.finish()
  await expect(gate.opened).rejects.toMatchObject({ reason: 'stopped' })
  while (gate.stats().queued > 0) await turn()
  expect(gate.stats()).toMatchObject({ aborted: 1, rejected: { stopped: 199 } })
})

test.each<[string, (gate: BootstrapGate, other: Met) => void, object]>([
  [
    'ends another one inside',
    (_gate, other) => {
      other.finish()
    },
    { completed: 1, inFlight: 1 },
  ],
  [
    'opens the gate',
    (gate) => {
      gate.open()
    },
    { completed: 0, inFlight: 0 },
  ],
])(
  'a listener that hears of a slot timeout and %s leaves nothing to time out',
  (_name, act, rest) => {
    jest.useFakeTimers()
    gateWarnings()
    const gate = closedGate({ concurrency: 2, slotTimeoutMs: 1000 })
    const [, other] = [meet(gate), meet(gate)]
    gate.events.on('slotTimeout', () => {
      act(gate, other)
    })
    jest.advanceTimersByTime(5000)
    expect(gate.stats()).toMatchObject({ slotTimeouts: 1, ...rest })
  },
)

test('a gate that is opened in skip lets the request pass, and has no boot to time out', () => {
  jest.useFakeTimers()
  const warnings = gateWarnings()
  const gate = closedGate({
    bootTimeoutMs: 100,
    skip: () => {
      gate.open()
      return false
    },
  })
  expect(meetAll(gate, '/1')).toEqual(['/1'])
  jest.advanceTimersByTime(1000)
  expect(warnings).toEqual([])
  expect(jest.getTimerCount()).toBe(0)
})

test('nothing is counted any more once requestWasSuccessful has opened the gate', () => {
  const gate = closedGate({
    requestWasSuccessful: () => {
      gate.open()
      return true
    },
  })
  meet(gate).finish()
  expect(gate.stats()).toMatchObject({ state: 'open', completed: 0 })
})

test('a pipelined message that was made by hand without a connection is held as well', () => {
  const gate = closedGate()
  const req = Object.assign(new IncomingMessage(null as never), { socket: undefined })
  const res = new ServerResponse(req)
  expect(() => {
    gate(req, res, () => undefined)
    gate.shutdown()
  }).not.toThrow()
})

test('what is dispatched anew inside the app, with the same response, passes at once', () => {
  const gate = closedGate()
  const { req, res } = meet(gate)
  const inner = jest.fn()
  gate(Object.assign(new IncomingMessage(null as never), { url: '/inner' }), res, inner)
  gate(Object.create(req) as IncomingMessage, res, inner)
  expect(inner).toHaveBeenCalledTimes(2)
  expect(gate.stats()).toMatchObject({ admitted: 1, queued: 0 })
})
