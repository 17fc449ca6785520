import { bootstrapGate, type BootReport } from '../../../lib'
import { toHtml, toText, toTraceEvents } from '../../../lib/report'
import { openReportWith, reportWith } from '../../helpers/report-by-hand'

function codeOf(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

const renderers = { toText, toHtml, toTraceEvents }

describe.each(Object.entries(renderers))('%s', (_name, render) => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'received undefined'],
    ['null', null, 'received null'],
    ['a text', '{"version":1}', 'received "{'],
    ['stats', bootstrapGate({ requiredCompletions: 0 }).stats(), 'received an object'],
    ['a promise', Promise.resolve(), 'received a promise'],
    ['a later version', { ...reportWith(), version: 2 }, 'received one of version 2 (number)'],
    ['a version by another name', { ...reportWith(), version: '1' }, 'received one of version "1"'],
    ['half of one', { ...reportWith(), imports: undefined }, 'received one without `imports`'],
  ])('says what is wrong with %s', (_what, given, said) => {
    const call = () => render(given as BootReport)
    expect(call).toThrow(TypeError)
    expect(call).toThrow('`report` must be what `gate.report()` returns, of version 1')
    expect(call).toThrow(said)
    expect(codeOf(call)).toBe('ERR_BOOTSTRAP_GATE_INVALID_ARGUMENT')
  })

  it('takes one that was kept before something was added', () => {
    const { version, node, pid, startedAt, hrtimeMs, state, reason, bootMs } = openReportWith()
    const request = { id: 1, label: 'GET /', method: 'GET', path: '/', arrived: 5, admitted: 6 }
    const old = {
      ...{ version, node, pid, startedAt, hrtimeMs, state, reason, bootMs },
      ...{ phases: [], imports: [], stuck: [], warmUp: [] },
      requests: [{ ...request, ended: 8, outcome: 'completed', status: 200 }],
    }
    const shown = render(old as unknown as BootReport)
    expect(typeof shown === 'string' ? shown : JSON.stringify(shown)).toContain('GET /')
    expect(JSON.stringify(shown)).not.toMatch(/NaN|undefined/)
  })

  it('takes what JSON makes of a report', () => {
    const report = bootstrapGate({ requiredCompletions: 0 }).report()
    const parsed = JSON.parse(JSON.stringify(report)) as BootReport
    expect(render(parsed)).toEqual(render(report))
  })
})

it.each<[object, typeof TypeError | typeof RangeError, string]>([
  [{ columns: '80' }, TypeError, '`columns` must be an integer of at least 40, received "80"'],
  [{ columns: 39 }, RangeError, '`columns` must be an integer of at least 40, received 39'],
  [{ columns: 80.5 }, RangeError, '`columns` must be an integer of at least 40, received 80.5'],
  [{ columns: Infinity }, RangeError, '`columns` must be an integer'],
  [{ colour: 'always' }, TypeError, '`colour` must be a boolean, received "always"'],
])('toText refuses %j', (options, Fault, message) => {
  const call = () => toText(reportWith(), options)
  expect(call).toThrow(Fault)
  expect(call).toThrow(message)
})

it('toText takes what is undefined for what is left out', () => {
  const report = reportWith()
  expect(toText(report, { columns: undefined, colour: undefined })).toBe(toText(report))
})
