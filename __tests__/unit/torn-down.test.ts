import { channel } from 'node:diagnostics_channel'
import { bootstrapGate } from '../../lib'
import { turn } from '../helpers/turn'

jest.mock('../../lib/torn-down', () => ({ isTornDown: () => true }))

const mockLoaded = jest.fn()
jest.mock('../../lib/full-gate', () => {
  mockLoaded()
  return jest.requireActual<object>('../../lib/full-gate')
})

test('a gate whose test is over loads nothing any more, and listens to nothing', async () => {
  const imports = channel('tracing:module.import:start')
  bootstrapGate()
  expect(imports.hasSubscribers).toBe(true)
  await turn()
  expect(mockLoaded).not.toHaveBeenCalled()
  expect(imports.hasSubscribers).toBe(false)
})
