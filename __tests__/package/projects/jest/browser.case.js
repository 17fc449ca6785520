/** @jest-environment jsdom */
const { expect, test } = require('@jest/globals')
const { bootstrapGate } = require('bootstrap-gate')

test('a gate is made where a browser is imitated', () => {
  expect(bootstrapGate().state).toBe('closed')
})
