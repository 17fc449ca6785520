import { AsyncResource } from 'node:async_hooks'
import type { BootstrapGate, BootstrapGateOptions } from '../../../lib'
import { isIn, meet, type Met } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { app, begin, end, passTime, useStoppedTime } from '../../helpers/imports-by-hand'
import { turn } from '../../helpers/turn'

useStoppedTime()

interface Asking {
  readonly gate: BootstrapGate
  readonly asker: Met
  /** Runs something on behalf of the asker. */
  readonly within: <T>(run: () => T) => T
  /** Has the asker make a request of its own app. */
  readonly ask: (url: string) => Met
}

/** A request inside that makes others of its own app. */
function asking(options: BootstrapGateOptions = {}, gate = closedGate(options)): Asking {
  const made: { scope?: AsyncResource } = {}
  const enter = (): undefined => void (made.scope = new AsyncResource('asker'))
  const asker = meet(gate, { url: '/asker' }, { handler: enter })
  const within = <T>(run: () => T): T => {
    if (made.scope === undefined) throw new Error('the asker is not inside')
    return made.scope.runInAsyncScope(run)
  }
  return { gate, asker, within, ask: (url) => within(() => meet(gate, { url })) }
}

test('what one inside asks for is let in beside it, ahead of the line, and never counts', async () => {
  const { gate, asker, ask } = asking({ requiredCompletions: 2 })
  const held = meet(gate, { url: '/held' })
  const inner = ask('/inner')
  expect([isIn(inner), isIn(held)]).toEqual([true, false])
  inner.finish()
  asker.finish()
  await turn()
  expect(isIn(held)).toBe(true)
  expect(gate.stats()).toMatchObject({ state: 'closed', nested: 1, admitted: 3, completed: 1 })
})

test('those of one asker go in one at a time, in order', () => {
  const { gate, ask } = asking()
  const all = ['/1', '/2', '/3'].map(ask)
  expect(all.map(isIn)).toEqual([true, false, false])
  expect(gate.stats()).toMatchObject({ queued: 2, inFlight: 2 })
  all[0]?.finish()
  expect(all.map(isIn)).toEqual([true, true, false])
  all[1]?.res.emit('close')
  expect(all.map(isIn)).toEqual([true, true, true])
})

test('those of different askers do not wait for each other', () => {
  const gate = closedGate({ concurrency: 2 })
  const [one, other] = [asking({}, gate), asking({}, gate)]
  expect([one.ask('/1'), other.ask('/2')].map(isIn)).toEqual([true, true])
})

test('one that hangs is waited for as long as a slot may be kept', async () => {
  const { ask } = asking({ slotTimeoutMs: 1000 })
  gateWarnings()
  const [hangs, next] = [ask('/hangs'), ask('/next')]
  await passTime(999)
  expect([isIn(hangs), isIn(next)]).toEqual([true, false])
  await passTime(1)
  expect(isIn(next)).toBe(true)
})

test('without a limit for slots it is waited for as long as it takes', async () => {
  const { ask } = asking({ slotTimeoutMs: 0, bootTimeoutMs: 0 })
  const [, next] = [ask('/hangs'), ask('/next')]
  await passTime(100_000)
  expect(isIn(next)).toBe(false)
})

test('one that is asked for by what was asked for is let in too', () => {
  const gate = closedGate()
  const { within } = asking({}, gate)
  const met: Met[] = []
  const inner = (): undefined => void met.push(meet(gate, { url: '/innermost' }))
  within(() => met.push(meet(gate, { url: '/inner' }, { handler: inner })))
  expect(met.map(isIn)).toEqual([true, true])
  expect(gate.stats()).toMatchObject({ nested: 2, admitted: 3 })
})

test('no import bars them, and theirs are their asker’s', async () => {
  const { gate, asker, ask, within } = asking()
  begin('./of-nobody.mjs', app)
  const inner = ask('/inner')
  expect(isIn(inner)).toBe(true)
  inner.finish()
  const loading: { message?: ReturnType<typeof begin> } = {}
  const load = (): undefined => void (loading.message = begin('./part.mjs', app))
  within(() => meet(gate, { url: '/part' }, { handler: load })).finish()
  asker.res.flushHeaders()
  await passTime(2000)
  // A page that streams while it loads its parts keeps its slot.
  expect(gate.stats()).toMatchObject({ streamed: 0 })
  if (loading.message) end(loading.message)
  await passTime(300)
  expect(gate.stats()).toMatchObject({ streamed: 1 })
})

test('those that still wait when their asker has ended join the line at its end', async () => {
  const { gate, asker, ask } = asking()
  const [inner, orphan] = [ask('/inner'), ask('/orphan')]
  const held = meet(gate, { url: '/held' })
  asker.finish()
  await turn()
  expect([inner, held, orphan].map(isIn)).toEqual([true, true, false])
  held.finish()
  await turn()
  expect(isIn(orphan)).toBe(true)
  orphan.finish()
  expect(gate.stats()).toMatchObject({ nested: 1, completed: 3 })
})

test('what a request does after its end is no asking any more', () => {
  const { gate, asker, ask } = asking()
  asker.finish()
  meet(gate, { url: '/other' })
  expect(isIn(ask('/late'))).toBe(false)
  expect(gate.stats()).toMatchObject({ nested: 0, queued: 1 })
})

test('a stream is an asker as long as it is inside', async () => {
  const { asker, ask } = asking()
  asker.res.flushHeaders()
  await passTime(300)
  expect(isIn(ask('/inner'))).toBe(true)
})

test('one whose asker gives up leaves', () => {
  const { gate, ask } = asking()
  const [, waiting] = [ask('/inner'), ask('/waiting')]
  waiting.res.emit('close')
  expect(gate.stats()).toMatchObject({ queued: 0, aborted: 1 })
})

test('none is lost when its asker, who has given its slot on, is inside as the gate opens', async () => {
  const { gate, asker, ask } = asking()
  const [inner, waiting] = [ask('/inner'), ask('/waiting')]
  asker.res.flushHeaders()
  await passTime(300)
  gate.open()
  await turn()
  expect([inner, waiting].map(({ next }) => next.mock.calls.length)).toEqual([1, 1])
  expect(jest.getTimerCount()).toBe(0)
})

test('none is let in when its asker, who has given its slot on, is inside as the gate stops', async () => {
  const { gate, asker, ask } = asking()
  const [, waiting] = [ask('/inner'), ask('/waiting')]
  asker.res.flushHeaders()
  await passTime(300)
  gate.shutdown()
  await turn()
  expect(isIn(waiting)).toBe(false)
  expect(gate.stats()).toMatchObject({ nested: 1, rejected: { stopped: 1 } })
})

test('none is lost when its asker is the one whose completion opens the gate', async () => {
  const { gate, asker, ask } = asking({ requiredCompletions: 1 })
  const [inner, waiting] = [ask('/inner'), ask('/waiting')]
  asker.finish()
  await turn()
  expect(gate.state).toBe('open')
  expect([inner, waiting].map(({ next }) => next.mock.calls.length)).toEqual([1, 1])
})

test('none is lost when the first of those whose asker has ended opens the gate', async () => {
  const { gate, asker, ask } = asking()
  const all = ['/inner', '/first', '/second'].map(ask)
  gate.events.on('admit', () => {
    gate.open()
  })
  asker.finish()
  await turn()
  expect(gate.state).toBe('open')
  expect(all.map(({ next }) => next.mock.calls.length)).toEqual([1, 1, 1])
})

test('one that something else has begun to answer is ended, not let in', () => {
  const { gate, ask } = asking()
  const [inner, answered, next] = [ask('/inner'), ask('/answered'), ask('/next')]
  answered.res.flushHeaders()
  inner.finish()
  expect([answered, next].map(isIn)).toEqual([false, true])
  expect(answered.res.writableEnded).toBe(true)
  expect(gate.stats()).toMatchObject({ queued: 0, nested: 2, aborted: 1 })
})

test.each<[string, (gate: BootstrapGate) => unknown, number]>([
  [
    'opens',
    (gate) => {
      gate.open()
    },
    1,
  ],
  [
    'stops',
    (gate) => {
      gate.shutdown()
    },
    0,
  ],
])('none is lost when the gate %s, and no timer is left', async (_name, settle, calls) => {
  const { gate, ask } = asking()
  const [, waiting] = [ask('/inner'), ask('/waiting')]
  settle(gate)
  await turn()
  expect(waiting.next).toHaveBeenCalledTimes(calls)
  expect(waiting.res.writableEnded).toBe(calls === 0)
  expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0 })
  expect(jest.getTimerCount()).toBe(0)
})
