/** @jest-environment jsdom */
import { bootstrapGate } from '../../lib'
import { closedGate } from '../helpers/closed-gate'

test('a gate can be made where setImmediate is missing, and opens by itself', async () => {
  expect(typeof setImmediate).toBe('undefined')
  const gate = closedGate({ requiredCompletions: 0 })
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
})

test('its timers are the window’s, which are numbers', async () => {
  const gate = bootstrapGate({ requiredCompletions: 0, waitFor: [Promise.resolve()], quietMs: 0 })
  await gate.opened
  expect(gate.state).toBe('open')
})
