const { expect, test } = require('@jest/globals')
const { bootstrapGate } = require('bootstrap-gate')

test('a gate is used, and left closed', () => {
  expect(bootstrapGate().stats().state).toBe('closed')
})
