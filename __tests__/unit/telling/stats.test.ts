import { meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { useStoppedTime } from '../../helpers/imports-by-hand'

// So that all who are held go in at once, on a slow machine too.
useStoppedTime()

test('a new gate has counted nothing', () => {
  expect(closedGate({ trackImports: false }).stats()).toStrictEqual({
    state: 'closed',
    requiredCompletions: 4,
    completed: 0,
    queued: 0,
    inFlight: 0,
    peakQueued: 0,
    admitted: 0,
    skipped: 0,
    nested: 0,
    streamed: 0,
    gaveWay: 0,
    aborted: 0,
    slotTimeouts: 0,
    rejected: { queueFull: 0, queueTimeout: 0, bootTimeout: 0, bootFailed: 0, stopped: 0 },
    imports: { automatic: false, pending: [], settled: 0, failed: 0 },
    bootMs: null,
  })
})

test('each snapshot is a new one, frozen through and through', () => {
  const gate = closedGate()
  void gate.track(new Promise(() => undefined))
  const before = gate.stats()
  const [pending] = before.imports.pending
  for (const part of [before, before.rejected, before.imports, before.imports.pending, pending]) {
    expect(Object.isFrozen(part)).toBe(true)
  }
  meet(gate)
  expect(before).toMatchObject({ admitted: 0 })
  expect(gate.stats()).toMatchObject({ admitted: 1, inFlight: 1 })
})

test('peakQueued is the most that were held at once', () => {
  const gate = closedGate()
  const [first] = [meet(gate), meet(gate), meet(gate)]
  first.finish()
  expect(gate.stats()).toMatchObject({ peakQueued: 2 })
  gate.open()
  expect(gate.stats()).toMatchObject({ peakQueued: 2, queued: 0, admitted: 3 })
})
