const { expect, test } = require('@jest/globals')
const { bootstrapGate } = require('bootstrap-gate')

const gate = bootstrapGate()

test('an app has a gate', () => {
  expect(gate.state).toBe('closed')
})
