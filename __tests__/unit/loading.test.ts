import { AsyncLocalStorage } from 'node:async_hooks'
import { channel } from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import { bootstrapGate, type BootstrapGate } from '../../lib'
import { meet } from '../helpers/by-hand'
import { closedGate } from '../helpers/closed-gate'
import { noteRequests } from '../helpers/note-channels'
import { noteSubscriptions } from '../helpers/subscriptions'
import { turn } from '../helpers/turn'

const mockLoaded = jest.fn<undefined, []>()
const mockRehearsed = jest.fn()

jest.mock('../../lib/full-gate', () => {
  mockLoaded()
  const full = jest.requireActual<typeof import('../../lib/full-gate')>('../../lib/full-gate')
  mockRehearsed.mockImplementation(full.rehearse)
  return { ...full, rehearse: mockRehearsed }
})

beforeEach(() => {
  jest.resetModules()
  jest.clearAllMocks()
  mockLoaded.mockReset()
})

const outOfFiles = (): never => {
  throw new Error('EMFILE: too many open files')
}

test('the rest of a gate is loaded in the turn after its making, before the first request', async () => {
  closedGate()
  expect(mockLoaded).not.toHaveBeenCalled()
  await turn()
  expect(mockLoaded).toHaveBeenCalledTimes(1)
})

test('to ask for its state, its health or its methods loads nothing', () => {
  const gate = closedGate()
  expect(gate.state).toBe('closed')
  expect([gate.health, gate.stats, gate.track, gate.lazy]).not.toContain(undefined)
  expect(mockLoaded).not.toHaveBeenCalled()
})

test('where there is something to wait for it is loaded at once', () => {
  closedGate({ waitFor: [Promise.resolve()] })
  expect(mockLoaded).toHaveBeenCalledTimes(1)
})

test('it is loaded where the gate was made, whoever needs it first: a request is not kept by it', () => {
  const context = new AsyncLocalStorage<string>()
  const loadedIn = jest.fn()
  mockLoaded.mockImplementation(() => {
    loadedIn(context.getStore())
    return undefined
  })
  const gate = context.run('making', () => closedGate())
  context.run('first request', () => meet(gate))
  expect(loadedIn.mock.calls).toEqual([['making']])
})

test('a hook on require() that imports something meanwhile does not load it again and again', () => {
  mockLoaded.mockImplementation(() => {
    // Stops by itself, should it be called again.
    if (mockLoaded.mock.calls.length < 5) {
      channel('tracing:module.import:start').publish({ url: './hook.mjs' })
    }
    return undefined
  })
  closedGate().stats()
  expect(mockLoaded).toHaveBeenCalledTimes(1)
})

test('what a gate does first is rehearsed before the first request, and nobody hears of it', async () => {
  const requests = noteRequests()
  const skip = jest.fn(() => false)
  const handler = jest.fn()
  const requestWasSuccessful = jest.fn(() => true)
  const gate = closedGate({ skip, handler, requestWasSuccessful })
  await turn()
  expect(mockRehearsed).toHaveBeenCalledTimes(1)
  await mockRehearsed.mock.results[0]?.value

  for (const callback of [skip, handler, requestWasSuccessful]) {
    expect(callback).not.toHaveBeenCalled()
  }
  expect(requests).toEqual([])
  expect(gate.stats()).toMatchObject({ state: 'closed', completed: 0, admitted: 0, peakQueued: 0 })
  expect(gate.report()).toMatchObject({ requests: [], imports: [] })
})

test('a rehearsal that fails harms nobody', async () => {
  const rejections = jest.fn()
  process.on('unhandledRejection', rejections)
  mockRehearsed.mockImplementationOnce(() => Promise.reject(new Error('no memory')))
  const gate = closedGate()
  await turn()
  const { next } = meet(gate)
  await turn()
  process.off('unhandledRejection', rejections)
  expect(mockRehearsed).toHaveBeenCalledTimes(1)
  expect(next).toHaveBeenCalledWith()
  expect(rejections).not.toHaveBeenCalled()
})

test('a gate that is open then has nothing to rehearse', async () => {
  closedGate({ requiredCompletions: 0 })
  await turn()
  expect(mockRehearsed).not.toHaveBeenCalled()
})

describe('a test that changes the clock in the turn in which a gate was made', () => {
  afterEach(() => {
    jest.restoreAllMocks()
    jest.useRealTimers()
  })

  test.each([
    ['to a fake one', 'useRealTimers', 'useFakeTimers'],
    ['back to the real one', 'useFakeTimers', 'useRealTimers'],
  ] as const)('%s gets no times from before the process or after now', (_how, before, after) => {
    jest[before]()
    const gate = closedGate()
    jest[after]()
    const { phases, takenAt } = gate.report()
    const now = performance.now()
    expect(takenAt).toBeGreaterThanOrEqual(0)
    expect(takenAt).toBeLessThanOrEqual(now)
    const node = phases.find(({ name }) => name === 'node')
    expect(node?.start).toBeLessThanOrEqual(0)
    expect(node?.start).toBeGreaterThanOrEqual(-now)
  })
})

describe('when a process has run out of file descriptors', () => {
  test('a request is told so by the framework, and the next is held as ever', async () => {
    mockLoaded.mockImplementation(outOfFiles)
    const gate = closedGate()
    await turn()
    const unlucky = meet(gate)
    expect(String(unlucky.next.mock.lastCall?.[0])).toContain('EMFILE')

    mockLoaded.mockImplementation(() => undefined)
    const first = meet(gate)
    const second = meet(gate)
    expect(first.next).toHaveBeenCalledWith()
    expect(second.next).not.toHaveBeenCalled()
    first.finish()
    await turn()
    expect(second.next).toHaveBeenCalledWith()
  })
  test('a service is not ready, and is as soon as the gate can be loaded, though the turn for that is over', async () => {
    mockLoaded.mockImplementation(outOfFiles)
    const gate = closedGate()
    await turn()
    expect(isReady(gate)).toBe(false)

    mockLoaded.mockImplementation(() => undefined)
    expect(isReady(gate)).toBe(true)
  })

  test('a lazy load is rejected, and the next call tries anew', async () => {
    mockLoaded.mockImplementation(outOfFiles)
    const load = closedGate().lazy(() => Promise.resolve('loaded'))
    await expect(load()).rejects.toThrow('EMFILE')

    mockLoaded.mockImplementation(() => undefined)
    await expect(load()).resolves.toBe('loaded')
  })

  test('of a gate that could not be made nothing is left', async () => {
    mockLoaded.mockImplementation(outOfFiles)
    const subscriptions = noteSubscriptions()
    const connect = jest.fn(() => Promise.resolve())
    expect(() => bootstrapGate({ waitFor: [connect] })).toThrow('EMFILE')

    mockLoaded.mockImplementation(() => undefined)
    await turn()
    expect(connect).not.toHaveBeenCalled()
    expect(subscriptions.size).toBe(0)
  })
})

function isReady(gate: BootstrapGate): boolean {
  const res = Object.assign(new EventEmitter(), {
    headersSent: false,
    statusCode: 0,
    setHeader: jest.fn(),
    end: jest.fn(),
  })
  gate.health({ method: 'GET', url: '/readyz' } as never, res as never, () => undefined)
  return res.statusCode === 200
}
