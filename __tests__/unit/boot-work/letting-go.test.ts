import { channel } from 'node:diagnostics_channel'
import {
  importEnd,
  importStart,
  passTime,
  stopTime,
  unquietGate,
} from '../../helpers/imports-by-hand'

const channels = [importStart, importEnd, channel('tracing:module.require:start')]

test.each(['open', 'shutdown'] as const)(
  'after %s() no import is listened to, and no timer is left',
  async (settle) => {
    stopTime()
    const before = channels.map(({ hasSubscribers }) => hasSubscribers)
    const gate = await unquietGate()
    expect(importStart.hasSubscribers && importEnd.hasSubscribers).toBe(true)
    gate[settle]()
    expect(channels.map(({ hasSubscribers }) => hasSubscribers)).toEqual(before)
    expect(jest.getTimerCount()).toBe(0)
    await passTime(1000)
    expect(gate.state).toBe(settle === 'open' ? 'open' : 'stopped')
    jest.useRealTimers()
  },
)
