import { meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { turn } from '../../helpers/turn'

jest.mock('async-mutex', () => {
  throw new Error('EMFILE: too many open files')
})

test('a slot that becomes free while async-mutex cannot be loaded is used', async () => {
  const gate = closedGate()
  const first = meet(gate)
  const second = meet(gate)
  first.finish()
  await turn()
  expect(second.next).toHaveBeenCalledTimes(1)
  expect(gate.stats()).toMatchObject({ admitted: 2, inFlight: 1, queued: 0 })
})
