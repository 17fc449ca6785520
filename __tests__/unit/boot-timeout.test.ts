import { closedGate } from '../helpers/closed-gate'
import { gateWarnings, type GateWarning } from '../helpers/gate-warnings'
import { meet } from '../helpers/by-hand'
import { stopTime } from '../helpers/imports-by-hand'
import type { BootstrapGateOptions } from '../../lib'

const endless = new Promise<never>(() => undefined)

beforeEach(() => {
  stopTime()
})

afterEach(() => {
  jest.restoreAllMocks()
  jest.useRealTimers()
})

/** @returns the one warning of a gate that has been closed for 30 s after its first request */
function timeOut(
  options: BootstrapGateOptions,
  boot: (gate: ReturnType<typeof closedGate>) => void,
): GateWarning {
  const warnings = gateWarnings()
  const gate = closedGate({ slotTimeoutMs: 0, trackImports: false, ...options })
  boot(gate)
  jest.advanceTimersByTime(30_000)
  expect(warnings).toHaveLength(1)
  return warnings[0] as GateWarning
}

test('the warning says how far the gate has come, who is inside and what is in flight', () => {
  const { message, ...rest } = timeOut({ concurrency: 2 }, (gate) => {
    meet(gate, { url: '/done' }).finish()
    meet(gate, { url: '/stuck?token=1' }, { handler: () => void gate.track(endless, 'pool') })
    jest.advanceTimersByTime(10_000)
    meet(gate, { method: 'POST', url: '/other' })
    jest.advanceTimersByTime(500)
    void gate.track(endless)
    jest.advanceTimersByTime(19_000)
  })
  expect(message).toBe(
    'The bootstrap gate has been closed for 30 s and opens now for everybody. ' +
      '1 of 4 required requests have completed. ' +
      'Inside the app: GET /stuck for 30 s; POST /other for 20 s. ' +
      "In flight: tracked work 'pool' during GET /stuck, in flight for 30 s; " +
      "tracked work 'unnamed', in flight for 19.5 s.",
  )
  expect(rest).toStrictEqual({ type: 'BootstrapGateWarning', code: 'BOOTSTRAP_GATE_BOOT_TIMEOUT' })
})

test('it says what was waited for when nobody was let in', () => {
  const { message } = timeOut({ waitFor: [endless], onBootTimeout: 'fail' }, meet)
  expect(message).toBe(
    'The bootstrap gate has been closed for 30 s and fails now. `waitFor` has not fulfilled. ' +
      '0 of 4 required requests have completed. No request is inside the app. ' +
      'Imports are not seen here: see `gate.track()`.',
  )
})

test('a request that has lost its slot is still inside, and named first', async () => {
  const warnings = gateWarnings()
  const gate = closedGate({ slotTimeoutMs: 20_000, trackImports: false })
  meet(gate, { url: '/stuck' })
  jest.advanceTimersByTime(10_000)
  meet(gate, { url: '/next' })
  await jest.advanceTimersByTimeAsync(20_000)
  expect(warnings.map(({ message }) => message)).toEqual([
    expect.stringContaining('GET /stuck has kept its slot in the bootstrap gate for 20 s'),
    expect.stringContaining('Inside the app: GET /stuck for 30 s; GET /next for 10 s.'),
  ])
  expect(warnings[0]?.detail).toContain('waits for itself')
})

test('a slot that times out is told of with how long it was held', () => {
  gateWarnings()
  const gate = closedGate({ slotTimeoutMs: 500 })
  const timedOut = jest.fn()
  gate.events.on('slotTimeout', timedOut)
  const { req } = meet(gate)
  jest.advanceTimersByTime(500)
  expect(timedOut.mock.calls).toEqual([[{ req, heldMs: 500 }]])
})

test('the clock starts with the first request, and once', async () => {
  gateWarnings()
  const gate = closedGate()
  jest.advanceTimersByTime(60_000)
  meet(gate)
  jest.advanceTimersByTime(20_000)
  meet(gate)
  expect(gate.state).toBe('closed')
  jest.advanceTimersByTime(10_000)
  expect(await gate.opened).toEqual({ reason: 'boot-timeout', bootMs: 30_000 })
  expect(gate.stats().bootMs).toBe(30_000)
})

test('with 0 there is no limit', () => {
  const warnings = gateWarnings()
  const gate = closedGate({
    bootTimeoutMs: 0,
    queueTimeoutMs: 0,
    slotTimeoutMs: 0,
    streamTimeoutMs: 0,
  })
  meet(gate)
  const held = meet(gate)
  jest.advanceTimersByTime(1_000_000)
  expect(held.next).not.toHaveBeenCalled()
  expect(gate.stats()).toMatchObject({ state: 'closed', queued: 1, bootMs: null })
  expect(warnings).toEqual([])
})

test('a gate that fails tells so, rejects with the same error, and can still be stopped', async () => {
  gateWarnings()
  const gate = closedGate({ onBootTimeout: 'fail' })
  const failed = jest.fn()
  gate.events.on('fail', failed)
  meet(gate)
  const held = meet(gate)
  jest.advanceTimersByTime(30_000)
  const error: unknown = await gate.opened.catch((reason: unknown) => reason)
  expect(error).toMatchObject({ reason: 'boot-timeout', waitedMs: 0 })
  expect(failed.mock.calls).toEqual([[error]])
  expect(held.body()).toContain('"reason":"queue-timeout"')
  expect(meet(gate).body()).toContain('"reason":"boot-timeout"')
  gate.open()
  expect(gate.state).toBe('failed')
  gate.shutdown()
  expect(gate.state).toBe('stopped')
  expect(meet(gate).body()).toContain('"reason":"stopped"')
  expect(failed).toHaveBeenCalledTimes(1)
})
