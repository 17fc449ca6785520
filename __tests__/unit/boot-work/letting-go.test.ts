import { passTime, stopTime, unquietGate } from '../../helpers/imports-by-hand'
import { noteSubscriptions } from '../../helpers/subscriptions'

afterEach(() => {
  jest.restoreAllMocks()
})

test.each(['open', 'shutdown'] as const)(
  'after %s() no import is listened to, and no timer is left',
  async (settle) => {
    stopTime()
    const subscriptions = noteSubscriptions()
    const gate = await unquietGate()
    expect(subscriptions.size).toBeGreaterThanOrEqual(2)
    gate[settle]()
    expect(subscriptions.size).toBe(0)
    expect(jest.getTimerCount()).toBe(0)
    await passTime(1000)
    expect(gate.state).toBe(settle === 'open' ? 'open' : 'stopped')
    jest.useRealTimers()
  },
)
