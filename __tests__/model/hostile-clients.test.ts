import type { GatePlan, RequestPlan } from './plans'
import { GateUnderTest } from './real/gate-under-test'
import { settle, useVirtualTime } from './real/virtual-time'

/** The defaults of the package. */
const defaults: GatePlan = {
  requiredCompletions: 4,
  concurrency: 1,
  maxQueueSize: 1024,
  queueTimeoutMs: 25_000,
  slotTimeoutMs: 10_000,
  streamTimeoutMs: 250,
  bootTimeoutMs: 30_000,
  onBootTimeout: 'open',
  quietMs: 50,
  skipProbes: true,
  waitFor: 0,
  waitForCalls: false,
  handler: 'default',
  brokenListeners: [],
  listenersReject: false,
  meddler: null,
  mutex: 'none',
  isAwaited: false,
}
const honest: RequestPlan = {
  kind: 'ordinary',
  app: 'endsNow',
  skip: 'no',
  success: 'yes',
  isRead: false,
  early: 'nothing',
  wantsEvents: false,
  readsSlowly: false,
}
const hostile: RequestPlan = { ...honest, app: 'waits' }

useVirtualTime()

let real: GateUnderTest

async function start(changes: Partial<GatePlan> = {}): Promise<void> {
  real = new GateUnderTest({ ...defaults, ...changes })
  await settle()
}

function arrive(plan: RequestPlan, count = 1): void {
  for (let each = 0; each < count; each++) real.arrive(plan, real.connect(1))
}

/** By and by: what each moment brings is seen before the next comes. */
async function pass(seconds: number): Promise<void> {
  for (let quarter = 0; quarter < seconds * 4; quarter++) await real.passTime(250)
}

/** Whether a request is held, and how it ended if it is not. */
function fateOf(id: number): string {
  const fate = real.requests[id]?.fate
  return fate?.rejected[0] ?? (fate?.entered === 1 ? 'admitted' : 'held')
}

afterEach(() => {
  real.gate.shutdown()
  jest.restoreAllMocks()
})

test('one request that never ends delays those behind it for 10 s', async () => {
  await start()
  arrive(hostile)
  arrive(honest)
  await real.passTime(9_999)
  expect(fateOf(1)).toBe('held')
  await real.passTime(1)
  expect(fateOf(1)).toBe('admitted')
})

test('three of them, first in line, delay the others for 17.5 s: each gets half of the time of the last', async () => {
  await start()
  arrive(hostile, 3)
  arrive(honest)
  await pass(17.25)
  expect(fateOf(3)).toBe('held')
  await pass(0.25)
  expect(fateOf(3)).toBe('admitted')
})

test('ten of them delay the others for 24.75 s', async () => {
  await start()
  arrive(hostile, 10)
  arrive(honest)
  await pass(24.5)
  expect(fateOf(10)).toBe('held')
  await pass(0.25)
  expect(fateOf(10)).toBe('admitted')
})

test('behind eleven of them the others are rejected after 25 s', async () => {
  await start()
  arrive(hostile, 11)
  arrive(honest)
  await pass(25)
  expect(fateOf(11)).toBe('queue-timeout')
})

test('one that begins its answer and never ends it delays nobody for long', async () => {
  await start()
  arrive({ ...hostile, app: 'begins' })
  arrive(honest)
  await pass(0.5)
  expect(fateOf(1)).toBe('admitted')
  expect(real.warnings).toEqual({})
})

test('30 s after the first request no number of them delays anybody', async () => {
  await start()
  arrive(hostile, 1500)
  expect(real.gate.stats()).toMatchObject({ inFlight: 1, queued: 1024 })
  await pass(25)
  expect(real.gate.stats()).toMatchObject({ inFlight: 11, queued: 0 })
  arrive(hostile, 10)
  arrive(honest)
  await pass(4.75)
  expect(fateOf(1510)).toBe('held')
  await pass(0.25)
  expect(fateOf(1510)).toBe('admitted')
  arrive(hostile, 10)
  arrive(honest)
  expect(fateOf(1521)).toBe('admitted')
})

test.each([
  [{}, { SLOT_TIMEOUT: 15, BOOT_TIMEOUT: 1 }],
  [{ concurrency: 3 }, { SLOT_TIMEOUT: 45, BOOT_TIMEOUT: 1 }],
  [
    { slotTimeoutMs: 1000, queueTimeoutMs: 0 },
    { SLOT_TIMEOUT: 29, BOOT_TIMEOUT: 1 },
  ],
])('with %j no number of them causes more warnings than %j', async (changes, warnings) => {
  await start(changes)
  for (let second = 0; second < 40; second++) {
    arrive(hostile, 100)
    await pass(1)
  }
  expect(real.warnings).toEqual(warnings)
})

test('with `bootTimeoutMs: 0` one that never ends causes one warning, and each further one another', async () => {
  await start({ bootTimeoutMs: 0, queueTimeoutMs: 0 })
  arrive(hostile, 5)
  await pass(120)
  expect(real.warnings).toEqual({ SLOT_TIMEOUT: 5 })
})
