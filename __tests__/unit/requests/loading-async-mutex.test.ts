import { closedGate } from '../../helpers/closed-gate'
import { turn } from '../../helpers/turn'

const mockLoaded = jest.fn()
jest.mock('async-mutex', () => {
  mockLoaded()
  return jest.requireActual<object>('async-mutex')
})

test('a gate that is done with in the first turn, or before, loads no async-mutex', async () => {
  closedGate().shutdown()
  closedGate().open()
  closedGate({ requiredCompletions: 0 })
  await turn()
  await turn()
  expect(mockLoaded).not.toHaveBeenCalled()
})

test('any other has it before its first request', async () => {
  closedGate()
  expect(mockLoaded).not.toHaveBeenCalled()
  await turn()
  await turn()
  expect(mockLoaded).toHaveBeenCalledTimes(1)
})
