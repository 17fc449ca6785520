import { meet, type Met } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { app, begin, passTime, stopTime } from '../../helpers/imports-by-hand'
import type { BootstrapGate, BootstrapGateOptions } from '../../../lib'

beforeEach(stopTime)

afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
})

/** Lets time pass by and by: a slot is handed over in a turn of its own. */
async function passBySteps(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 50) await passTime(50)
}

const noBoot: BootstrapGateOptions = { bootTimeoutMs: 0, queueTimeoutMs: 0 }

/** How long each slot was kept that timed out, in seconds. */
function timesOf(gate: BootstrapGate): number[] {
  const times: number[] = []
  gate.events.on('slotTimeout', ({ heldMs }) => times.push(heldMs / 1000))
  return times
}

const meetMany = (gate: BootstrapGate, count: number): Met[] =>
  Array.from({ length: count }, () => meet(gate))

test('each that is stuck after another gets half of what that had, and at least a second', async () => {
  gateWarnings()
  const gate = closedGate(noBoot)
  const times = timesOf(gate)
  meetMany(gate, 7)
  await passBySteps(30_000)
  expect(times).toEqual([10, 5, 2.5, 1.25, 1, 1, 1])
})

test('a completion restores the whole', async () => {
  gateWarnings()
  const gate = closedGate(noBoot)
  const times = timesOf(gate)
  const met = meetMany(gate, 5)
  await passBySteps(15_000)
  met[2]?.finish()
  await passBySteps(30_000)
  expect(times).toEqual([10, 5, 10, 5])
})

test('also of those inside', async () => {
  gateWarnings()
  const gate = closedGate({ ...noBoot, concurrency: 2 })
  const times = timesOf(gate)
  const met = meetMany(gate, 4)
  await passBySteps(10_000)
  expect(times).toEqual([10, 10])
  met[0]?.finish()
  await passBySteps(6000)
  expect(times).toHaveLength(2)
  await passBySteps(4000)
  expect(times).toEqual([10, 10, 10, 10])
})

test('one that has an import in flight gets the whole', async () => {
  gateWarnings()
  const gate = closedGate(noBoot)
  const times = timesOf(gate)
  meet(gate)
  meet(gate, {}, { handler: () => void begin('./page.mjs', app) })
  await passBySteps(20_000)
  expect(times).toEqual([10, 10])
})

test('a limit of less than a second stays what it is', async () => {
  gateWarnings()
  const gate = closedGate({ ...noBoot, slotTimeoutMs: 300 })
  const times = timesOf(gate)
  meetMany(gate, 3)
  await passBySteps(900)
  expect(times).toEqual([0.3, 0.3, 0.3])
})
