const { afterAll, expect, test } = require('@jest/globals')
const { bootstrapGate } = require('bootstrap-gate')

test('a gate is made by a test', () => {
  expect(bootstrapGate().state).toBe('closed')
})

afterAll(() => {
  bootstrapGate()
})
