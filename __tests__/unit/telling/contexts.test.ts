import { AsyncLocalStorage } from 'node:async_hooks'
import type { BootstrapGate, BootstrapGateEvents, BootstrapGateOptions } from '../../../lib'
import { meet, type Met } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { turn } from '../../helpers/turn'

const storage = new AsyncLocalStorage<string>()

afterEach(() => {
  jest.useRealTimers()
})

/** The path of each request that an event tells of, and the context that its listener ran in. */
function contextsOf(
  gate: BootstrapGate,
  event: 'admit' | 'abort' | 'reject' | 'slotTimeout',
): (readonly [path: string | undefined, context: string | undefined])[] {
  const told: (readonly [string | undefined, string | undefined])[] = []
  gate.events.on(event, ({ req }: BootstrapGateEvents[typeof event][0]) => {
    told.push([req.url, storage.getStore()])
  })
  return told
}

/** Requests that meet a gate, each in a context of its own. */
function meetTen(gate: BootstrapGate): Met[] {
  return Array.from({ length: 10 }, (_, index) => {
    const url = `/${String(index)}`
    return storage.run(url, () => meet(gate, { url }))
  })
}

function make(options: BootstrapGateOptions = {}): BootstrapGate {
  return closedGate({ requiredCompletions: 100, ...options })
}

/** Ten of ten, each in its own. */
const right = Array.from({ length: 10 }, (_, index) => [`/${String(index)}`, `/${String(index)}`])

test('listeners of admit run in the context of the request', async () => {
  const gate = make()
  const told = contextsOf(gate, 'admit')
  for (const { finish } of meetTen(gate)) {
    storage.run('of somebody else', finish)
    await turn()
  }
  expect(told).toEqual(right)
})

test('so they do when the gate opens', async () => {
  const gate = make()
  const told = contextsOf(gate, 'admit')
  meetTen(gate)
  storage.run('of somebody else', () => {
    gate.open()
  })
  await turn()
  expect(told).toEqual(right)
})

test('so do listeners of abort', () => {
  const gate = make()
  const told = contextsOf(gate, 'abort')
  for (const { res } of meetTen(gate)) {
    storage.run('of somebody else', () => res.emit('close'))
  }
  // Whoever was inside let in the next as it went away.
  expect([...told].sort()).toEqual(right)
})

test('so do listeners of reject', async () => {
  const gate = make()
  const told = contextsOf(gate, 'reject')
  meet(gate)
  meetTen(gate)
  storage.run('of somebody else', () => {
    gate.shutdown()
  })
  while (told.length < 10) await turn()
  expect(told).toEqual(right)
})

test('so do listeners of reject when the line is full', () => {
  const gate = make({ maxQueueSize: 0 })
  const told = contextsOf(gate, 'reject')
  meet(gate)
  meetTen(gate)
  expect(told).toEqual(right)
})

test('so do listeners of slotTimeout', async () => {
  gateWarnings()
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] })
  const gate = make({ slotTimeoutMs: 1000, concurrency: 10 })
  const told = contextsOf(gate, 'slotTimeout')
  meetTen(gate)
  await jest.advanceTimersByTimeAsync(1000)
  expect(told).toEqual(right)
})

describe('what happens to the gate is told where it was made', () => {
  test('open', async () => {
    const gate = storage.run('the maker', () => make({ requiredCompletions: 1 }))
    const told: unknown[] = []
    gate.events.on('open', () => told.push(storage.getStore()))
    storage.run('a request', () => {
      meet(gate).finish()
    })
    await gate.opened
    expect(told).toEqual(['the maker'])
  })

  test('fail', async () => {
    let fail: (error: Error) => void = () => undefined
    const database = new Promise((_resolve, reject) => (fail = reject))
    const gate = storage.run('the maker', () => make({ waitFor: [database] }))
    const told: unknown[] = []
    gate.events.on('fail', () => told.push(storage.getStore()))
    storage.run('somebody else', () => {
      fail(new Error('no database'))
    })
    await gate.opened.catch(() => undefined)
    expect(told).toEqual(['the maker'])
  })
})
