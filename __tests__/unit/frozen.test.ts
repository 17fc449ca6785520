import { isIn, meet } from '../helpers/by-hand'
import { closedGate } from '../helpers/closed-gate'
import { gateWarnings } from '../helpers/gate-warnings'
import { app, begin, passTime, useTimeThatIsLost } from '../helpers/imports-by-hand'

const { lose: freezeFor } = useTimeThatIsLost()

test('a request inside keeps its slot for as long as it could run', async () => {
  const warnings = gateWarnings()
  const gate = closedGate({ bootTimeoutMs: 0 })
  meet(gate)
  const held = meet(gate)
  await passTime(5000)
  freezeFor(60_000)
  await passTime(4900)
  expect(isIn(held)).toBe(false)
  await passTime(200)
  expect(isIn(held)).toBe(true)
  expect(warnings).toHaveLength(1)
})

test('less than a second is no freezing: a slot times out in time', async () => {
  gateWarnings()
  const gate = closedGate({ slotTimeoutMs: 1000 })
  meet(gate)
  const held = meet(gate)
  await passTime(80)
  freezeFor(900)
  await passTime(40)
  expect(isIn(held)).toBe(true)
})

test.each<[string, () => unknown]>([
  ['a request inside', () => undefined],
  ['an import', () => begin('./page.mjs', app)],
])('with %s meanwhile the service is a quiet one, not a stuck one', async (_name, act) => {
  const warnings = gateWarnings()
  const gate = closedGate({ onBootTimeout: 'fail', queueTimeoutMs: 0 })
  meet(gate).finish()
  await passTime(22_000)
  act()
  meet(gate)
  meet(gate)
  await passTime(1000)
  freezeFor(60_000)
  await passTime(7000)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'idle' })
  expect(warnings).toEqual([])
})

test('so it is with an import alone, of which only the late boot timer can tell', async () => {
  const gate = closedGate({ onBootTimeout: 'fail' })
  meet(gate).finish()
  await passTime(22_000)
  begin('./page.mjs', app)
  freezeFor(60_000)
  await passTime(8000)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'idle' })
})

test('a request that has been inside for too long without that, too, is stuck', async () => {
  gateWarnings()
  const gate = closedGate({ slotTimeoutMs: 0 })
  meet(gate)
  await passTime(2000)
  freezeFor(60_000)
  await passTime(28_000)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'boot-timeout' })
})
