import type { BootstrapGate } from '../../../lib'
import { liveSocket, meet, type Met } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { useStoppedTime } from '../../helpers/imports-by-hand'
import { turn } from '../../helpers/turn'

// So that all who are held go in at once, on a slow machine too.
useStoppedTime()

/** A gate that has a request inside: all others are held. */
function busyGate(): { gate: BootstrapGate; inside: Met } {
  const gate = closedGate()
  return { gate, inside: meet(gate) }
}

test('requests that wait on a connection end with it, by one listener', () => {
  const { gate } = busyGate()
  const socket = liveSocket()
  for (let count = 0; count < 3; count++) meet(gate, { socket })
  expect(socket.listenerCount('close')).toBe(1)
  socket.emit('close')
  expect(gate.stats()).toMatchObject({ queued: 0, aborted: 3 })
  expect(socket.listenerCount('close')).toBe(0)
})

test('those that are left on a connection are still watched when one of them has gone in', async () => {
  const { gate, inside } = busyGate()
  const socket = liveSocket()
  const [first] = [meet(gate, { socket }), meet(gate, { socket })]
  inside.finish()
  await turn()
  first.finish()
  await turn()
  const last = meet(gate, { socket })
  socket.emit('close')
  expect(last.next).not.toHaveBeenCalled()
  expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0, aborted: 2, completed: 2 })
})

test('a connection is watched anew when a request comes after all have gone', async () => {
  const { gate, inside } = busyGate()
  const socket = liveSocket()
  const first = meet(gate, { socket })
  inside.finish()
  await turn()
  first.finish()
  expect(socket.listenerCount('close')).toBe(0)
  meet(gate)
  meet(gate, { socket })
  socket.emit('close')
  expect(gate.stats()).toMatchObject({ queued: 0, aborted: 1 })
})

test('no listener is left on a connection once the gate is open', () => {
  const { gate } = busyGate()
  const socket = liveSocket()
  for (let count = 0; count < 3; count++) meet(gate, { socket })
  gate.open()
  expect(socket.listenerCount('close')).toBe(0)
})

describe('the warning of a slot that timed out', () => {
  test.each<[string, (met: Met) => unknown, boolean]>([
    ['was ended and waits behind another one of its connection', ({ res }) => res.end(), true],
    ['was not ended', () => undefined, false],
  ])('of a response that %s', (_name, act, isSaid) => {
    const warnings = gateWarnings()
    const gate = closedGate({ slotTimeoutMs: 1000, streamTimeoutMs: 0 })
    act(meet(gate, { url: '/second' }))
    jest.advanceTimersByTime(1000)
    const said = 'Its response waits behind another one of its connection.'
    expect(warnings[0]?.message.includes(said)).toBe(isSaid)
  })
})
