import { meet } from '../helpers/by-hand'
import { closedGate } from '../helpers/closed-gate'
import { gateWarnings } from '../helpers/gate-warnings'
import { app, begin, passTime, useStoppedTime } from '../helpers/imports-by-hand'
import type { BootstrapGate, BootstrapGateOptions } from '../../lib'

useStoppedTime()

test.each(['open', 'fail'] as const)(
  'a quiet service opens without a warning when the boot time is over, with onBootTimeout: %s',
  async (onBootTimeout) => {
    const warnings = gateWarnings()
    const gate = closedGate({ onBootTimeout })
    meet(gate).finish()
    await passTime(30_000)
    await expect(gate.opened).resolves.toMatchObject({ reason: 'idle', bootMs: 30_000 })
    expect(warnings).toEqual([])
  },
)

/** What is going on in a boot when its time is over, after so many milliseconds of it. */
type Going = (gate: BootstrapGate) => unknown
const enter: Going = (gate) => meet(gate)
const load: Going = () => begin('./page.mjs', app)
const track: Going = (gate) => void gate.track(new Promise(() => undefined))
const stream: Going = (gate) => {
  meet(gate).res.flushHeaders()
}

test.each<[string, Going, number, BootstrapGateOptions, string]>([
  ['a request inside for less than slotTimeoutMs', enter, 21_000, {}, 'idle'],
  ['one for longer', enter, 5000, { slotTimeoutMs: 0 }, 'boot-timeout'],
  ['one for longer than half of the boot', enter, 400, { bootTimeoutMs: 1000 }, 'boot-timeout'],
  ['one for less than that', enter, 600, { bootTimeoutMs: 1000 }, 'idle'],
  ['an import for less', load, 21_000, {}, 'idle'],
  ['an import for longer', load, 5000, {}, 'boot-timeout'],
  ['tracked work for less', track, 21_000, {}, 'idle'],
  ['tracked work for longer', track, 5000, {}, 'boot-timeout'],
  ['a stream, however long', stream, 1000, {}, 'idle'],
])('%s at the end of the boot time: %#', async (_name, going, sinceMs, options, reason) => {
  gateWarnings()
  const gate = closedGate(options)
  meet(gate).finish()
  await passTime(sinceMs)
  going(gate)
  await passTime((options.bootTimeoutMs ?? 30_000) - sinceMs)
  await expect(gate.opened).resolves.toMatchObject({ reason })
})

test('a waitFor that has not fulfilled is stuck', async () => {
  gateWarnings()
  const gate = closedGate({ waitFor: [new Promise(() => undefined)], queueTimeoutMs: 1000 })
  meet(gate)
  await passTime(30_000)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'boot-timeout' })
})

test('so is one that is held', async () => {
  gateWarnings()
  const gate = closedGate({ queueTimeoutMs: 0, slotTimeoutMs: 0 })
  meet(gate)
  await passTime(2000)
  meet(gate)
  await passTime(28_000)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'boot-timeout' })
})

test('so is one inside that was held before: its whole stay counts', async () => {
  gateWarnings()
  const gate = closedGate({ slotTimeoutMs: 0 })
  const first = meet(gate)
  await passTime(17_000)
  meet(gate)
  await passTime(6000)
  first.finish()
  await passTime(0)
  expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 1 })
  await passTime(7000)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'boot-timeout' })
})

test('so is one that waits for a mutex which others have, with nobody inside', async () => {
  gateWarnings()
  const mutex = { acquire: () => new Promise<never>(() => undefined), isLocked: () => true }
  const gate = closedGate({ mutex, queueTimeoutMs: 0 })
  meet(gate)
  await passTime(30_000)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'boot-timeout' })
})
