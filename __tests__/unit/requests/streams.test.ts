import type { IncomingHttpHeaders } from 'node:http'
import type { BootstrapGateOptions } from '../../../lib'
import { isIn, meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { app, begin, end, passTime, useStoppedTime } from '../../helpers/imports-by-hand'

useStoppedTime()

const sse = { accept: 'text/event-stream' }

/** A request whose response begins, and another that waits behind it. */
function stream(options: BootstrapGateOptions = {}, headers: IncomingHttpHeaders = {}) {
  const gate = closedGate(options)
  const first = meet(gate, { url: '/stream', headers })
  const next = meet(gate, { url: '/next' })
  first.res.flushHeaders()
  return { gate, first, next }
}

test('a response that goes on gives its slot on after streamTimeoutMs, counts once, and stays inside', async () => {
  const warnings = gateWarnings()
  const { gate, first, next } = stream()
  await passTime(200)
  expect(isIn(next)).toBe(false)
  // It is seen within 40 ms that the response has begun.
  await passTime(90)
  expect(isIn(next)).toBe(true)
  expect(gate.stats()).toMatchObject({ streamed: 1, completed: 1, inFlight: 2, slotTimeouts: 0 })
  first.finish()
  expect(gate.stats()).toMatchObject({ streamed: 1, completed: 1, inFlight: 1, aborted: 0 })
  expect(warnings).toEqual([])
})

test('one whose client goes away later is not counted as aborted', async () => {
  const { gate, first } = stream()
  await passTime(300)
  first.res.emit('close')
  expect(gate.stats()).toMatchObject({ streamed: 1, completed: 1, inFlight: 1, aborted: 0 })
})

test.each<[string, IncomingHttpHeaders, boolean]>([
  ['for an event stream alone', sse, true],
  ['in capitals', { accept: ' Text/Event-Stream ' }, true],
  ['for an event stream or JSON', { accept: 'application/json, text/event-stream' }, false],
  ['for anything', {}, false],
])(
  'a GET %s, once begun: within 50 ms it has given its slot on: %p',
  async (_name, headers, at50) => {
    const { next } = stream({}, headers)
    await passTime(50)
    expect(isIn(next)).toBe(at50)
  },
)

test('a POST for an event stream takes as long as any other', async () => {
  const gate = closedGate()
  const first = meet(gate, { method: 'POST', headers: sse })
  const next = meet(gate)
  first.res.flushHeaders()
  await passTime(200)
  expect(isIn(next)).toBe(false)
  await passTime(100)
  expect(isIn(next)).toBe(true)
})

test('one that has not begun keeps its slot', async () => {
  const gate = closedGate()
  meet(gate, { headers: sse })
  const next = meet(gate)
  await passTime(9000)
  expect(isIn(next)).toBe(false)
})

test('one whose head was sent before the gate keeps its slot: its code has not run', async () => {
  const gate = closedGate()
  meet(
    gate,
    { headers: sse },
    {
      before: (res) => {
        res.flushHeaders()
      },
    },
  )
  const next = meet(gate)
  await passTime(9000)
  expect(isIn(next)).toBe(false)
})

test('one that has begun keeps its slot while an import that it caused is in flight', async () => {
  const gate = closedGate()
  const loading: { message?: ReturnType<typeof begin> } = {}
  const first = meet(gate, {}, { handler: () => void (loading.message = begin('./part.mjs', app)) })
  const next = meet(gate)
  first.res.flushHeaders()
  await passTime(5000)
  expect(isIn(next)).toBe(false)
  if (loading.message) end(loading.message)
  await passTime(40)
  expect(isIn(next)).toBe(true)
  expect(gate.stats()).toMatchObject({ streamed: 1, slotTimeouts: 0 })
})

test('as long as that lasts it is looked at no more often than any other', async () => {
  const gate = closedGate()
  const first = meet(gate, {}, { handler: () => void begin('./part.mjs', app) })
  first.res.flushHeaders()
  const timers = jest.spyOn(globalThis, 'setTimeout')
  await passTime(1000)
  expect(timers.mock.calls.length).toBeLessThan(50)
})

test('requestWasSuccessful is asked when the slot passes on', async () => {
  const asked = jest.fn(() => false)
  const { gate } = stream({ requestWasSuccessful: asked })
  await passTime(300)
  expect(asked).toHaveBeenCalledTimes(1)
  expect(gate.stats()).toMatchObject({ streamed: 1, completed: 0 })
})

test('with streamTimeoutMs: 0 no stream gives its slot on', async () => {
  const { next } = stream({ streamTimeoutMs: 0 }, sse)
  await passTime(9000)
  expect(isIn(next)).toBe(false)
})

test('streams can open the gate', async () => {
  const { gate } = stream({ requiredCompletions: 1 })
  await passTime(300)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
  expect(jest.getTimerCount()).toBe(0)
})
