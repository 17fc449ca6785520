import { bootstrapGate } from '../../lib'
import { meet } from '../helpers/by-hand'
import { noteSubscriptions } from '../helpers/subscriptions'
import { turn } from '../helpers/turn'

let mockIsOver = false
const mockTellers: (() => void)[] = []
jest.mock('../../lib/torn-down', () => ({
  isTornDown: () => mockIsOver,
  whenTornDown: (run: () => void) => {
    mockTellers.push(run)
    return undefined
  },
}))

const mockLoaded = jest.fn()
jest.mock('../../lib/full-gate', () => {
  mockLoaded()
  return jest.requireActual<object>('../../lib/full-gate')
})

let subscriptions: ReadonlySet<unknown>

beforeEach(() => {
  subscriptions = noteSubscriptions()
})

afterEach(() => {
  jest.restoreAllMocks()
  mockIsOver = false
  mockTellers.length = 0
})

test('a gate whose test is over loads nothing any more, and listens to nothing', async () => {
  mockIsOver = true
  bootstrapGate()
  expect(subscriptions.size).toBeGreaterThan(0)
  await turn()
  expect(mockLoaded).not.toHaveBeenCalled()
  expect(subscriptions.size).toBe(0)
})

test('a gate that its test has left closed listens to nothing either, and tells nobody', async () => {
  const gate = bootstrapGate()
  const { next } = meet(gate, { url: '/inside' })
  const held = meet(gate, { url: '/held' })
  const told = jest.fn()
  for (const event of ['open', 'fail', 'reject', 'abort'] as const) gate.events.on(event, told)
  gate.opened.then(told, told)
  expect(subscriptions.size).toBeGreaterThan(10)
  mockIsOver = true
  for (const tell of mockTellers) tell()
  await turn()
  expect(subscriptions.size).toBe(0)
  expect(told).not.toHaveBeenCalled()
  expect([next.mock.calls.length, held.next.mock.calls.length]).toEqual([1, 0])
  expect(meet(gate, { url: '/late' }).next).toHaveBeenCalledTimes(1)
})

test('one that has settled before is left as it is', () => {
  const gate = bootstrapGate()
  gate.shutdown()
  mockIsOver = true
  for (const tell of mockTellers) tell()
  expect(meet(gate, { url: '/late' }).next).not.toHaveBeenCalled()
})
