import { runInNewContext } from 'node:vm'
import { closedGate } from '../helpers/closed-gate'
import { gateWarnings } from '../helpers/gate-warnings'
import { meet } from '../helpers/by-hand'

const endless = new Promise<never>(() => undefined)
const wrong = (value: unknown): never => value as never
const code = 'ERR_BOOTSTRAP_GATE_INVALID_ARGUMENT'

afterEach(() => {
  jest.restoreAllMocks()
  jest.useRealTimers()
})

test.each([
  ['track', 5, undefined, '`work` must be a promise, or a function that returns one, received 5'],
  ['track', endless, 5, '`label` must be a string, received 5'],
  ['lazy', endless, undefined, '`loader` must be a function, received a promise'],
  ['lazy', () => endless, 5, '`label` must be a string, received 5'],
] as const)('%s(%p, %p) is refused', (method, work, label, message) => {
  const call = (): unknown => closedGate()[method](wrong(work), wrong(label))
  expect(call).toThrow(TypeError)
  expect(call).toThrow(message)
  expect(call).toThrow(expect.objectContaining({ code }) as Error)
})

test('work goes by its label, else by the name of its function', () => {
  const gate = closedGate()
  const fill = (): Promise<never> => endless
  void gate.track(fill, 'cache')
  void gate.track(fill)
  void gate.track(() => endless)
  void gate.track(endless)
  void gate.track(Object.defineProperty(() => endless, 'name', { value: 5 }))
  void gate.lazy(fill)()
  void gate.lazy(fill, 'later')()
  const labels = gate.stats().imports.pending.map(({ label }) => label)
  expect(labels).toEqual(['cache', 'fill', 'unnamed', 'unnamed', 'unnamed', 'fill', 'later'])
})

test('work that throws is work that rejects', async () => {
  const gate = closedGate()
  const fault = new Error('no cache')
  const work = gate.track(() => {
    throw fault
  })
  await expect(work).rejects.toBe(fault)
  expect(gate.stats().imports).toMatchObject({ pending: [], settled: 1, failed: 1 })
})

test('importSettled tells of work how it ended and how long it took', async () => {
  jest.useFakeTimers()
  const gate = closedGate()
  const settled = jest.fn()
  gate.events.on('importSettled', settled)
  const fault = new Error('no cache')
  const work = gate.track(endsAfter(300, fault), 'cache')
  jest.advanceTimersByTime(100)
  expect(gate.stats().imports.pending).toEqual([
    { label: 'cache', parentURL: null, request: null, ageMs: 100 },
  ])
  jest.advanceTimersByTime(200)
  await expect(work).rejects.toBe(fault)
  expect(settled.mock.calls).toEqual([
    [
      {
        label: 'cache',
        parentURL: null,
        request: null,
        status: 'rejected',
        error: fault,
        durationMs: 300,
      },
    ],
  ])
  await gate.track(() => 'value', 'value')
  expect(settled).toHaveBeenLastCalledWith(
    expect.objectContaining({ label: 'value', status: 'fulfilled', error: undefined }),
  )
})

test('work is traced to the request that began it', () => {
  const gate = closedGate()
  const begin = (label: string) => (): undefined => void gate.track(endless, label)
  begin('before')()
  meet(gate, { method: 'PUT', url: '/first?token=1' }, { handler: begin('during') })
  expect(gate.stats().imports.pending).toMatchObject([
    { label: 'before', request: null },
    { label: 'during', request: 'PUT /first' },
  ])
})

test('work that begins once the gate is open is left alone', async () => {
  const gate = closedGate()
  gate.open()
  expect(await gate.track(() => 'loaded')).toBe('loaded')
  expect(gate.stats().imports).toMatchObject({ pending: [], settled: 0 })
})

test('work that was pending when the gate opened is of no interest any more', async () => {
  const gate = closedGate()
  const settled = jest.fn()
  gate.events.on('importSettled', settled)
  const work = gate.track(Promise.resolve('loaded'))
  gate.open()
  expect(gate.stats().imports.pending).toEqual([])
  expect(await work).toBe('loaded')
  expect(settled).not.toHaveBeenCalled()
})

test('a listener that fails is warned of once, and the others hear all the same', async () => {
  const warnings = gateWarnings()
  const gate = closedGate()
  const fault = new Error('broken listener')
  const rejecting: () => unknown = () => Promise.reject(fault)
  const heard = jest.fn()
  gate.events.on('importSettled', () => {
    throw fault
  })
  gate.events.once('importSettled', rejecting)
  gate.events.on('importSettled', heard)
  await gate.track(Promise.resolve())
  await gate.track(Promise.resolve())
  expect(heard).toHaveBeenCalledTimes(2)
  expect(gate.events.listenerCount('importSettled')).toBe(2)
  expect(warnings).toEqual([
    {
      type: 'BootstrapGateWarning',
      code: 'BOOTSTRAP_GATE_CALLBACK_ERROR',
      message: expect.stringContaining("`events.on('importSettled')`") as string,
      detail: fault.stack,
    },
  ])
})

function endsAfter(ms: number, fault: Error): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => {
      reject(fault)
    }, ms)
  })
}

test.each<[string, Promise<unknown>]>([
  ['a promise', Promise.resolve(1)],
  ['one of a subclass', class Own extends Promise<unknown> {}.resolve(1)],
  ['one of another realm', runInNewContext('Promise.resolve(1)') as Promise<unknown>],
])('%s that is tracked comes back itself', (_name, promise) => {
  expect(closedGate().track(promise)).toBe(promise)
})
