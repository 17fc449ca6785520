import { GateState } from '../../lib/gate-state'

function closedGate(requiredCompletions = 1): GateState {
  const state = new GateState(requiredCompletions)
  state.prerequisitesFulfilled()
  return state
}

test('is ready on the last required completion, and not one earlier', () => {
  const state = closedGate(2)
  state.requestCompleted()
  expect(state.isReady).toBe(false)
  state.requestCompleted()
  expect(state.isReady).toBe(true)
})

test('is not ready before its prerequisites', () => {
  const state = new GateState(0)
  expect(state.isReady).toBe(false)
  state.prerequisitesFulfilled()
  expect(state.isReady).toBe(true)
})

test('waits for an import, and for quiet after it', () => {
  const state = closedGate(0)
  state.importStarted()
  expect(state.isReady).toBe(false)
  state.importSettled()
  expect(state.isReady).toBe(false)
  state.quietWindowPassed()
  expect(state.isReady).toBe(true)
})

test('a window that passes while an import is in flight was not quiet', () => {
  const state = closedGate(0)
  state.importStarted()
  state.quietWindowPassed()
  state.importSettled()
  expect(state.isReady).toBe(false)
})

test('waits for work, and for nothing after it', () => {
  const state = closedGate(0)
  state.workStarted()
  expect(state.isReady).toBe(false)
  state.workSettled()
  expect(state.isReady).toBe(true)
})

test.each([
  ['open', { open: false, failed: false, stopped: false }],
  ['failed', { open: false, failed: false, stopped: true }],
  ['stopped', { open: false, failed: false, stopped: false }],
] as const)('from %s it goes only where it can', (from, possible) => {
  for (const to of ['open', 'failed', 'stopped'] as const) {
    const state = closedGate()
    expect(state.moveTo(from)).toBe(true)
    expect(state.moveTo(to)).toBe(possible[to])
    expect(state.status).toBe(possible[to] ? to : from)
  }
})
