import { closedGate } from '../helpers/closed-gate'
import { gateWarnings } from '../helpers/gate-warnings'
import { meet } from '../helpers/by-hand'
import type { BootstrapGateOptions } from '../../lib'
import { turn } from '../helpers/turn'

afterEach(() => {
  jest.restoreAllMocks()
})

const promising = (): never => Promise.reject(new Error('never looked at')) as never

test('a skip that returns a promise is refused: it would let everybody pass', async () => {
  const gate = closedGate({ skip: promising })
  const { next } = meet(gate)
  expect(next).toHaveBeenCalledTimes(1)
  expect(next.mock.lastCall?.[0]).toBeInstanceOf(TypeError)
  expect(next.mock.lastCall?.[0]).toMatchObject({
    message: expect.stringMatching(/`skip` must return true or false.*promise/) as string,
  })
  expect(gate.stats()).toMatchObject({ skipped: 0, admitted: 0 })
  // The promise that nobody waits for adds no unhandled rejection.
  await turn()
})

test('a requestWasSuccessful that fails is warned of once, and the response counts', () => {
  const warnings = gateWarnings()
  const gate = closedGate({ requestWasSuccessful: promising })
  for (let count = 0; count < 2; count++) meet(gate).finish()
  expect(gate.stats().completed).toBe(2)
  expect(warnings).toMatchObject([
    {
      type: 'BootstrapGateWarning',
      code: 'BOOTSTRAP_GATE_CALLBACK_ERROR',
      message: expect.stringMatching(/`requestWasSuccessful`.*the response counts/) as string,
      detail: expect.stringContaining('`requestWasSuccessful` must return true or false') as string,
    },
  ])
})

test.each([
  [true, 1],
  [false, 0],
  ['yes', 1],
  [undefined, 0],
])('requestWasSuccessful: %p counts as %i', (answer, completed) => {
  const gate = closedGate({ requestWasSuccessful: () => answer as boolean })
  meet(gate).finish()
  expect(gate.stats()).toMatchObject({ completed, inFlight: 0 })
})

const thrown: BootstrapGateOptions['skip'][] = [undefined, null, '', 'route', 'router'].map(
  (value) => () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is what is tested
    throw value
  },
)

test.each(thrown)('what the frameworks would not take for an error is made one', (skip) => {
  const { next } = meet(closedGate({ ...(skip && { skip }) }))
  const [error] = next.mock.lastCall ?? []
  expect(error).toBeInstanceOf(Error)
  expect(error).toHaveProperty('message', 'bootstrapGate: a callback failed.')
  let cause: unknown
  try {
    skip?.(undefined as never, undefined as never)
  } catch (value) {
    cause = value
  }
  expect(error).toHaveProperty('cause', cause)
})

test('an async handler that rejects is an error for the framework', async () => {
  const fault = new Error('the page is missing')
  const gate = closedGate({ handler: () => Promise.reject(fault) as never })
  const met = meet(gate)
  const held = meet(gate)
  gate.shutdown()
  await turn()
  expect(met.next.mock.calls).toEqual([[]])
  expect(held.next.mock.calls).toEqual([[fault]])
})

test('a listener may be async, and is warned of when it rejects', async () => {
  const warnings = gateWarnings()
  const gate = closedGate()
  const [fine, failing]: (() => unknown)[] = [
    () => Promise.resolve(),
    () => Promise.reject(new Error('broken')),
  ]
  gate.events.on('admit', () => undefined)
  if (fine !== undefined) gate.events.on('admit', fine)
  meet(gate)
  await turn()
  expect(warnings).toEqual([])
  if (failing !== undefined) gate.events.on('reject', failing)
  meet(gate)
  gate.shutdown()
  await turn()
  expect(warnings).toMatchObject([
    { message: expect.stringMatching(/`events.on\('reject'\)`.*the gate goes on/) as string },
  ])
})

test('a warning shows what was thrown, be it an error or not', () => {
  const warnings = gateWarnings()
  const gate = closedGate()
  const without = Object.defineProperty(new Error('no stack'), 'stack', { value: undefined })
  gate.events.on('admit', () => {
    throw without
  })
  gate.events.on('open', () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is what is tested
    throw 'a word'
  })
  meet(gate)
  gate.open()
  expect(warnings.map(({ detail }) => detail)).toEqual(['Error: no stack', 'a word'])
})

test('a listener that throws what no string can be made of harms nobody', () => {
  const warnings = gateWarnings()
  const gate = closedGate()
  gate.events.on('admit', () => {
    throw Object.create(null) as Error
  })
  const { next } = meet(gate)
  expect(next).toHaveBeenCalledWith()
  expect(warnings).toMatchObject([
    { code: 'BOOTSTRAP_GATE_CALLBACK_ERROR', detail: 'What it failed with cannot be shown.' },
  ])
})

test('a listener of open is told what `opened` fulfils with', async () => {
  const gate = closedGate()
  const opened = jest.fn()
  gate.events.on('open', opened)
  gate.open()
  expect(opened.mock.calls).toEqual([[{ reason: 'manual', bootMs: 0 }]])
  expect(opened.mock.lastCall).toEqual([await gate.opened])
})

test('what was thrown is one line, and cut, whatever a client made it say; where stands below', () => {
  const warnings = gateWarnings()
  const gate = closedGate()
  gate.events.on('admit', () => {
    throw new Error(`bad \n(node:7) Error: forged\u202e${'x'.repeat(1000)}`)
  })
  meet(gate)
  const [said = '', ...frames] = warnings[0]?.detail?.split('\n') ?? []
  expect(said).toMatch(/^Error: bad \\u000a\(node:7\) Error: forged\\u202ex+\.\.\.$/)
  expect(said).toHaveLength(500)
  expect(frames.length).toBeGreaterThan(0)
  expect(frames.filter((frame) => !/^ {4}at [\x20-\x7e]+$/.test(frame))).toEqual([])
})
