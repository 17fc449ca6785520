import type { BootstrapGate } from '../../../lib'
import { closedGate } from '../../helpers/closed-gate'
import {
  app,
  begin,
  end,
  passTime,
  useTimeThatIsLost,
  unquietGate,
} from '../../helpers/imports-by-hand'

const { lose: blockFor } = useTimeThatIsLost()

/** Not a millisecond earlier. */
async function expectOpenAfter(gate: BootstrapGate, ms: number): Promise<void> {
  await passTime(ms - 1)
  expect(gate.state).toBe('closed')
  await passTime(1)
  expect(gate.state).toBe('open')
}

test('the gate opens when no import has been in flight for quietMs', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  await expectOpenAfter(gate, 50)
})

test.each([
  [200, 200],
  [undefined, 50],
])('quietMs %p is %i ms', async (quietMs, ms) => {
  const gate = await unquietGate(quietMs === undefined ? {} : { quietMs })
  await expectOpenAfter(gate, ms)
})

test('an import that starts within quietMs starts it anew', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  await passTime(40)
  const next = begin('./next.mjs', app)
  await passTime(1000)
  expect(gate.state).toBe('closed')
  expect(jest.getTimerCount()).toBe(0)
  end(next)
  await expectOpenAfter(gate, 50)
})

test('so does one that starts and settles within it', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  await passTime(10)
  end(begin('./next.mjs', app))
  await expectOpenAfter(gate, 50)
})

test('a gate that is opened within quietMs leaves no timer, however often that began anew', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  end(begin('./next.mjs', app))
  end(begin('./last.mjs', app))
  expect(jest.getTimerCount()).toBe(1)
  gate.open()
  expect(jest.getTimerCount()).toBe(0)
})

test('one import that settles is not quiet while another is in flight', async () => {
  const gate = closedGate({ requiredCompletions: 0 })
  const [one, other] = [begin('./one.mjs', app), begin('./other.mjs', app)]
  end(one)
  await passTime(1000)
  expect(gate.state).toBe('closed')
  end(other)
  await passTime(50)
  expect(gate.state).toBe('open')
})

test('an event loop that was blocked for the whole of quietMs gets one more', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  blockFor(61)
  await passTime(50)
  expect(gate.state).toBe('closed')
  blockFor(61)
  await passTime(50)
  expect(gate.state).toBe('open')
})

test('so does one that was blocked after another import had settled', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  await passTime(12)
  end(begin('./next.mjs', app))
  blockFor(200)
  // The next timer finds out.
  await passTime(4)
  await expectOpenAfter(gate, 50)
})

test('so does one that was blocked for more than half of quietMs and has gone on since', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  await passTime(8)
  blockFor(30)
  await passTime(12)
  await expectOpenAfter(gate, 50)
})

test('one that was blocked for less does not', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  await passTime(8)
  blockFor(20)
  await expectOpenAfter(gate, 22)
})

test('nor does one that was blocked before the last import settled', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  await passTime(8)
  blockFor(100)
  end(begin('./next.mjs', app))
  await expectOpenAfter(gate, 50)
})

test('an import that is about to start in the turn that ends quietMs is waited for', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  setImmediate(() => begin('./next.mjs', app))
  await passTime(50)
  expect(gate.state).toBe('closed')
})

test('quietMs does not wait for work', async () => {
  const gate = closedGate({ requiredCompletions: 0 })
  await gate.track(Promise.resolve())
  expect(gate.state).toBe('open')
})

test('time that is lost between two readings of the clock sets no timer for the past', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  const setTimer = jest.spyOn(globalThis, 'setTimeout')
  const inTime = performance.now() + 4
  const clock = jest.spyOn(performance, 'now').mockReturnValueOnce(inTime)
  clock.mockReturnValueOnce(inTime + 60)
  await passTime(4)
  clock.mockRestore()
  expect(setTimer.mock.calls.map(([, delay]) => delay)).toEqual([0])
  setTimer.mockRestore()
  await passTime(100)
  expect(gate.state).toBe('open')
})
