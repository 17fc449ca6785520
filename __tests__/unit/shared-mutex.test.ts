import { Mutex } from 'async-mutex'
import type { BootstrapGate, Release } from '../../lib'
import { meet, type Met } from '../helpers/by-hand'
import { closedGate } from '../helpers/closed-gate'
import { gateWarnings, type GateWarning } from '../helpers/gate-warnings'
import { passTime, stopTime } from '../helpers/imports-by-hand'

let warnings: readonly GateWarning[]

beforeEach(() => {
  stopTime()
  warnings = gateWarnings()
})

afterEach(() => {
  jest.restoreAllMocks()
  jest.useRealTimers()
})

/** Meets a gate, and waits until the gate has asked for its mutex. */
async function meetSoon(gate: BootstrapGate): Promise<Met> {
  const met = meet(gate)
  await passTime(0)
  return met
}

const endless = new Promise<Release>(() => undefined)
const fault = new Error('no lock for you')

test('a mutex that does not answer is given up after slotTimeoutMs, not before', async () => {
  const gate = closedGate({ mutex: { acquire: () => endless }, slotTimeoutMs: 500 })
  const { next } = await meetSoon(gate)
  await passTime(499)
  expect(next).not.toHaveBeenCalled()
  await passTime(1)
  expect(next).toHaveBeenCalledTimes(1)
  expect(warnings).toEqual([
    {
      type: 'BootstrapGateWarning',
      code: 'BOOTSTRAP_GATE_MUTEX_FAULT',
      message:
        'The `mutex` of a bootstrap gate failed: acquire() has not answered for 500 ms. ' +
        'The gate goes on without it.',
    },
  ])
})

test('with slotTimeoutMs 0 it is waited for without limit', async () => {
  const gate = closedGate({ mutex: { acquire: () => endless }, slotTimeoutMs: 0 })
  const { next } = await meetSoon(gate)
  await passTime(29_000)
  expect(next).not.toHaveBeenCalled()
  expect(warnings).toEqual([])
})

test.each([
  ['says that it is locked', 'is waited for', () => true],
  ['says that it is free', 'is given up', () => false],
  ['says something else', 'is given up', () => 'yes' as never],
  ['cannot say', 'is given up', raise],
])('a mutex that does not answer and %s %s', async (_name, expected, isLocked) => {
  const gate = closedGate({ mutex: { acquire: () => endless, isLocked }, slotTimeoutMs: 500 })
  const { next } = await meetSoon(gate)
  await passTime(5000)
  expect(next).toHaveBeenCalledTimes(expected === 'is given up' ? 1 : 0)
})

test('a mutex that has been locked, and then does not answer, is given up', async () => {
  let isLocked = true
  const mutex = { acquire: () => endless, isLocked: () => isLocked }
  const { next } = await meetSoon(closedGate({ mutex, slotTimeoutMs: 500 }))
  await passTime(1000)
  expect(next).not.toHaveBeenCalled()
  isLocked = false
  await passTime(500)
  expect(next).toHaveBeenCalledTimes(1)
})

test('it is given up once', async () => {
  let answer: (release: Release) => void = () => undefined
  const late = new Promise<Release>((resolve) => {
    answer = resolve
  })
  await meetSoon(closedGate({ mutex: { acquire: () => late }, slotTimeoutMs: 500 }))
  await passTime(500)
  answer('key' as never)
  await passTime(0)
  expect(warnings).toHaveLength(1)
})

test.each<[name: string, acquire: () => Promise<Release>, said: RegExp, detail: unknown]>([
  ['rejects', () => Promise.reject(fault), /acquire\(\) was rejected/, fault.stack],
  ['throws', raise, /acquire\(\) was rejected/, fault.stack],
  [
    'gives no function',
    () => Promise.resolve('key' as unknown as Release),
    /acquire\(\) gave "key", not a function that releases/,
    undefined,
  ],
])('of an acquire that %s the warning says why', async (_name, acquire, said, detail) => {
  const gate = closedGate({ mutex: { acquire }, bootTimeoutMs: 0, queueTimeoutMs: 0 })
  const { next } = await meetSoon(gate)
  expect(next).toHaveBeenCalledTimes(1)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]?.message).toMatch(said)
  expect(warnings[0]?.detail).toBe(detail)
  // That of the slot.
  expect(jest.getTimerCount()).toBe(1)
})

test.each([
  ['throws', raise],
  ['rejects', () => Promise.reject(fault) as never],
])('of a release that %s the warning says so, and the next goes on', async (_name, release) => {
  const gate = closedGate({ mutex: { acquire: () => Promise.resolve(release) } })
  const [first, second] = [meet(gate), meet(gate)]
  await passTime(0)
  expect(second.next).not.toHaveBeenCalled()
  first.finish()
  await passTime(0)
  expect(second.next).toHaveBeenCalledTimes(1)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]?.message).toMatch(/its release failed/)
  expect(warnings[0]?.detail).toBe(fault.stack)
})

test('a lock that comes after the mutex was given up is handed back', async () => {
  let answer: (release: Release) => void = () => undefined
  const late = new Promise<Release>((resolve) => {
    answer = resolve
  })
  const gate = closedGate({ mutex: { acquire: () => late }, slotTimeoutMs: 500 })
  const { next } = await meetSoon(gate)
  await passTime(500)
  const release = jest.fn()
  answer(release)
  await passTime(0)
  expect(release).toHaveBeenCalledTimes(1)
  expect(next).toHaveBeenCalledTimes(1)
  expect(warnings).toHaveLength(1)
})

test('a lock that comes after the gate has opened is handed back, and nothing is said', async () => {
  const mutex = new Mutex()
  const release = await mutex.acquire()
  const gate = closedGate({ mutex })
  const { next } = await meetSoon(gate)
  gate.open()
  expect(next).toHaveBeenCalledTimes(1)
  expect(jest.getTimerCount()).toBe(0)
  release()
  await passTime(0)
  expect(mutex.isLocked()).toBe(false)
  expect(warnings).toEqual([])
})

test('the mutex is held while a request is inside, and free while nobody is', async () => {
  const mutex = new Mutex()
  const gate = closedGate({ mutex })
  expect(mutex.isLocked()).toBe(false)
  const { finish } = meet(gate)
  await passTime(0)
  expect(mutex.isLocked()).toBe(true)
  finish()
  expect(mutex.isLocked()).toBe(false)
})

test('a request that waits for the mutex alone takes no place in the queue', async () => {
  const mutex = new Mutex()
  const gate = closedGate({ mutex, maxQueueSize: 0 })
  const first = meet(gate)
  expect(meet(gate).res.statusCode).toBe(503)
  await passTime(0)
  expect(first.next).toHaveBeenCalledTimes(1)
  expect(meet(gate).res.statusCode).toBe(503)
  first.finish()
  const next = meet(gate)
  await passTime(0)
  expect(next.next).toHaveBeenCalledTimes(1)
})

function raise(): never {
  throw fault
}

test('a mutex that fails with what no string can be made of is given up all the same', async () => {
  const gate = closedGate({
    mutex: { acquire: () => Promise.reject(Object.create(null) as Error) },
  })
  const { next } = await meetSoon(gate)
  expect(next).toHaveBeenCalledTimes(1)
  expect(warnings).toMatchObject([{ code: 'BOOTSTRAP_GATE_MUTEX_FAULT' }])
})

test('a mutex that opens the gate when it is asked is not asked again', async () => {
  const isLocked = jest.fn(() => {
    gate.open()
    return true
  })
  const gate = closedGate({ mutex: { acquire: () => endless, isLocked }, slotTimeoutMs: 50 })
  await meetSoon(gate)
  await passTime(50)
  expect(gate.state).toBe('open')
  await passTime(500)
  expect(isLocked).toHaveBeenCalledTimes(1)
  expect(jest.getTimerCount()).toBe(0)
})
