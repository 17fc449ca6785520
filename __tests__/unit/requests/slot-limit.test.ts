import { isIn, meet, type Met } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { app, begin, end, passTime, useStoppedTime } from '../../helpers/imports-by-hand'
import type { BootstrapGate, BootstrapGateOptions } from '../../../lib'

useStoppedTime()

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

test('so does a stream that gives its slot on', async () => {
  gateWarnings()
  const gate = closedGate(noBoot)
  const times = timesOf(gate)
  const met = meetMany(gate, 3)
  await passBySteps(11_000)
  met[1]?.res.flushHeaders()
  await passBySteps(20_000)
  expect(times).toEqual([10, 10])
})

test('a request whose client goes away restores nothing', async () => {
  gateWarnings()
  const gate = closedGate(noBoot)
  const times = timesOf(gate)
  const met = meetMany(gate, 3)
  await passBySteps(11_000)
  met[1]?.res.emit('close')
  await passBySteps(6000)
  expect(times).toEqual([10, 5])
})

test.each<[string, (check: Met) => void]>([
  [
    'completes',
    (check) => {
      check.finish()
    },
  ],
  [
    'streams',
    (check) => {
      check.res.flushHeaders()
    },
  ],
])('nor does a health check that %s', async (_name, act) => {
  gateWarnings()
  const gate = closedGate(noBoot)
  const times = timesOf(gate)
  meetMany(gate, 2)
  await passBySteps(9900)
  const check = meet(gate, { headers: { 'user-agent': 'kube-probe/1.31' } })
  await passBySteps(200)
  expect(isIn(check)).toBe(true)
  act(check)
  await passBySteps(6000)
  expect(times).toEqual([10, 5])
})

test('the end of a stream restores nothing: it has counted before', async () => {
  gateWarnings()
  const gate = closedGate(noBoot)
  const times = timesOf(gate)
  const [stream] = meetMany(gate, 4)
  stream?.res.flushHeaders()
  await passBySteps(12_000)
  stream?.finish()
  await passBySteps(30_000)
  expect(times).toEqual([10, 5, 2.5])
})

describe.each([0, 250])('with streamTimeoutMs: %i', (streamTimeoutMs) => {
  test('one that comes in beside another has no more time than its half', async () => {
    gateWarnings()
    const gate = closedGate({ ...noBoot, streamTimeoutMs, concurrency: 2 })
    const times = timesOf(gate)
    const [, second] = meetMany(gate, 3)
    await passBySteps(9_000)
    // The next one comes in later than the first, and is not stuck for so long.
    second?.res.emit('close')
    meet(gate)
    await passBySteps(6_050)
    expect(times).toEqual([10, 5])
  })

  test('one whose import has settled has no more time than its half', async () => {
    gateWarnings()
    const gate = closedGate({ ...noBoot, streamTimeoutMs })
    const times = timesOf(gate)
    meet(gate)
    const begun: ReturnType<typeof begin>[] = []
    meet(gate, {}, { handler: () => void begun.push(begin('./page.mjs', app)) })
    await passBySteps(16_000)
    expect(times).toEqual([10])
    for (const loading of begun) end(loading)
    await passBySteps(50)
    expect(times).toHaveLength(2)
  })
})

test('a limit of less than a second stays what it is', async () => {
  gateWarnings()
  const gate = closedGate({ ...noBoot, slotTimeoutMs: 300 })
  const times = timesOf(gate)
  meetMany(gate, 3)
  await passBySteps(900)
  expect(times).toEqual([0.3, 0.3, 0.3])
})
