import { countsByDefault } from '../../../lib/options/counts-by-default'
import { meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import type { AnyRequest, AnyResponse, BootstrapGate } from '../../../lib'

/** One request after the other meets the gate, and is answered with a status. */
function answer(gate: BootstrapGate, ...statuses: number[]): void {
  for (const status of statuses) {
    const { res, finish } = meet(gate)
    res.statusCode = status
    finish()
  }
}

const times = (count: number, status: number): number[] => Array<number>(count).fill(status)

test('answers below 500 count, be they good or not', () => {
  const gate = closedGate({ requiredCompletions: 4 })
  answer(gate, 200, 304, 404)
  expect(gate.stats().completed).toBe(3)
  answer(gate, 499)
  expect(gate.state).toBe('open')
})

test('answers of 500 and above do not, until there were four times as many as are required', () => {
  const gate = closedGate({ requiredCompletions: 2 })
  answer(gate, 500, 502, 503, 599, 500, 500, 500, 500)
  expect(gate.stats()).toMatchObject({ completed: 0, admitted: 8 })
  answer(gate, 500)
  expect(gate.stats()).toMatchObject({ state: 'closed', completed: 1 })
  answer(gate, 502)
  expect(gate.state).toBe('open')
})

test('good answers are among those four times as many', () => {
  const gate = closedGate({ requiredCompletions: 2 })
  answer(gate, 200, ...times(7, 500))
  expect(gate.stats()).toMatchObject({ state: 'closed', completed: 1 })
  answer(gate, 500)
  expect(gate.state).toBe('open')
})

test('a 503 never counts', () => {
  const gate = closedGate({ requiredCompletions: 1 })
  answer(gate, ...times(50, 503))
  expect(gate.stats()).toMatchObject({ state: 'closed', completed: 0 })
  answer(gate, 500)
  expect(gate.state).toBe('open')
})

test('each gate counts for itself', () => {
  answer(closedGate({ requiredCompletions: 1 }), ...times(4, 500))
  const other = closedGate({ requiredCompletions: 1 })
  answer(other, 500)
  expect(other.state).toBe('closed')
})

test('a rule of the user replaces this one', () => {
  const all = closedGate({ requiredCompletions: 1, requestWasSuccessful: () => true })
  answer(all, 503)
  expect(all.state).toBe('open')
  const none = closedGate({ requiredCompletions: 1, requestWasSuccessful: () => false })
  answer(none, 200, ...times(20, 500))
  expect(none.state).toBe('closed')
})

test.each<[what: string, res: object, counts: boolean]>([
  ['without a status', {}, true],
  ['whose status is no number', { statusCode: '500' }, true],
  ['whose status is NaN', { statusCode: NaN }, true],
  ['that HTTP/2 sent by its stream', { statusCode: 200, stream: sent(500) }, false],
  ['by a stream that knows nothing', { statusCode: 500, stream: {} }, false],
  ['whose good status was sent by its stream', { statusCode: 500, stream: sent(404) }, true],
])('a response %s', (_what, res, counts) => {
  expect(countsByDefault(1)({} as AnyRequest, res as AnyResponse)).toBe(counts)
})

function sent(status: number): object {
  return { sentHeaders: { ':status': status } }
}
