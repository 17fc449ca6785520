import type { ServerResponse } from 'node:http'
import type { BootstrapGate } from '../../../lib'
import { meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { turn } from '../../helpers/turn'

/** The ends that a gate tells of: whether the request was inside, and how long it was held. */
function abortsOf(gate: BootstrapGate): jest.Mock {
  const aborted = jest.fn()
  gate.events.on('abort', aborted)
  return aborted
}

test('a request whose response was destroyed before it came is not let in', () => {
  const gate = closedGate()
  const aborted = abortsOf(gate)
  const { req, next } = meet(gate, {}, { before: (res) => res.destroy() })
  expect(next).not.toHaveBeenCalled()
  expect(aborted.mock.calls).toEqual([
    [{ req, wasAdmitted: false, waitedMs: expect.any(Number) as number }],
  ])
  expect(gate.stats()).toMatchObject({ admitted: 0, aborted: 1, inFlight: 0 })
})

test.each<[string, object | undefined]>([
  ['was reset', { rstCode: 8, destroyed: true, session: { destroyed: false } }],
  ['lost its session', { rstCode: 0, destroyed: false, session: { destroyed: true } }],
  ['has no session any more', { rstCode: 0, destroyed: false }],
])('an HTTP/2 request whose stream %s before it came is not let in', (_what, stream) => {
  const gate = closedGate()
  const { next } = meet(gate, { httpVersionMajor: 2, stream })
  expect(next).not.toHaveBeenCalled()
  expect(gate.stats()).toMatchObject({ admitted: 0, aborted: 1, inFlight: 0 })
})

test.each<[string, object | undefined]>([
  ['is there', { rstCode: 0, destroyed: false, session: { destroyed: false } }],
  ['is missing, as of a message that was made by hand,', undefined],
])('one whose stream %s is let in', (_what, stream) => {
  expect(meet(closedGate(), { httpVersionMajor: 2, stream }).next).toHaveBeenCalledTimes(1)
})

test('a response that was begun, and whose end throws, is destroyed when the gate stops', () => {
  const gate = closedGate()
  meet(gate)
  const { res } = meet(gate)
  res.flushHeaders()
  res.end = () => {
    throw new Error('the end of a middleware')
  }
  gate.shutdown()
  expect(res.destroyed).toBe(true)
})

test.each(['its turn comes', 'the gate opens', 'the gate stops'])(
  'a response that was destroyed while held is left alone when %s',
  async (what) => {
    const gate = closedGate()
    const first = meet(gate)
    const { res, next, body } = meet(gate)
    res.destroy()
    if (what === 'its turn comes') first.finish()
    else if (what === 'the gate opens') gate.open()
    else gate.shutdown()
    await turn()
    expect(next).not.toHaveBeenCalled()
    expect(body()).toBe('')
    expect(res.writableEnded).toBe(false)
    expect(gate.stats()).toMatchObject({ admitted: 1, queued: 0 })
  },
)

test('a client that goes away as another listener stops the gate is told of once', () => {
  const gate = closedGate()
  meet(gate)
  const before = (res: ServerResponse): unknown => res.on('close', gate.shutdown)
  const { res } = meet(gate, {}, { before })
  res.emit('close')
  expect(gate.stats()).toMatchObject({ queued: 0, aborted: 0, rejected: { stopped: 1 } })
})

test('a response that finishes as another listener opens the gate is not counted', () => {
  const gate = closedGate()
  const before = (res: ServerResponse): unknown => res.on('finish', gate.open)
  meet(gate, {}, { before }).finish()
  expect(gate.stats()).toMatchObject({ state: 'open', completed: 0, inFlight: 0 })
})
