import { IncomingMessage, ServerResponse } from 'node:http'
import { Warnings, type Situation } from '../../../lib/telling/warnings'

afterEach(() => {
  jest.restoreAllMocks()
})

const nothing: Situation = {
  requiredCompletions: 4,
  completed: 0,
  prerequisitesMet: true,
  isWarmingUp: false,
  inside: [],
  pending: [],
  importsSeen: true,
  onBootTimeout: 'open',
}

/** What is said when a slot times out in such a situation. */
function warningWith(situation: Partial<Situation>, waitsBehindAnother = false): string {
  const emit = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  const req = Object.assign(new IncomingMessage(null as never), { method: 'GET', url: '/a?b=1' })
  const warnings = new Warnings(() => ({ ...nothing, ...situation }))
  const runInAsyncScope = (run: () => void): void => {
    run()
  }
  const res = new ServerResponse(req)
  const told = { req, res, ageMs: 12_340, isWarmUp: false, runInAsyncScope }
  warnings.slotTimedOut(told, waitsBehindAnother)
  return String(emit.mock.lastCall?.[0])
}

function detailOfLast(): unknown {
  const { lastCall } = jest.mocked(process.emitWarning).mock
  return (lastCall?.[1] as { detail?: string } | undefined)?.detail
}

const work = { kind: 'import', parentURL: 'file:///app.mjs', request: 'GET /a', ageMs: 10 } as const

test('says what is in flight, who asked for it, during which request and for how long', () => {
  const pending = [{ ...work, label: './report.mjs' }]
  expect(warningWith({ pending, importsSeen: true })).toBe(
    'GET /a has kept its slot in the bootstrap gate for 12.3 s: the slot passes on, the request ' +
      "goes on. In flight: import('./report.mjs') asked for by file:///app.mjs during GET /a, in " +
      'flight for 10 ms.',
  )
})

test('says how a handler may wait for itself, unless something in flight says more', () => {
  warningWith({ pending: [] })
  expect(detailOfLast()).toMatch(/^A handler that asks this server by a way that is not seen waits/)
  warningWith({ pending: [{ ...work, label: './report.mjs' }] })
  expect(detailOfLast()).toBeUndefined()
})

test('says that no import is in flight only where imports are seen', () => {
  expect(warningWith({ pending: [], importsSeen: true })).toMatch(/No import is in flight\.$/)
  expect(warningWith({ pending: [], importsSeen: false })).toMatch(
    /Imports are not seen here: see `gate\.track\(\)`\.$/,
  )
})

test.each([
  [999, '999 ms'],
  [1000, '1 s'],
])('%i ms are said to be %s', (ageMs, said) => {
  const pending = [{ ...work, label: './a.mjs', ageMs }]
  expect(warningWith({ pending, importsSeen: true })).toContain(`in flight for ${said}.`)
})

test('ten are all named', () => {
  const pending = Array.from({ length: 10 }, () => ({ ...work, label: './a.mjs' }))
  expect(warningWith({ pending, importsSeen: true })).not.toContain('more')
})

test('stays short, however many imports there are and however long their specifiers', () => {
  const label = `data:text/javascript,${'x'.repeat(100_000)}`
  const pending = Array.from({ length: 500 }, () => ({ ...work, label }))
  const message = warningWith({ pending, importsSeen: true })
  expect(message).toMatch(/; and 490 more\.$/)
  expect(message.length).toBeLessThan(5000)
})

test('says in visible ASCII who asked for an import, whatever that calls itself', () => {
  const parentURL = 'file:///a\u001b[2J\n(node:7) Error: forged\u202e.mjs'
  const pending = [{ ...work, label: './a.mjs', parentURL }]
  expect(warningWith({ pending, importsSeen: true })).toContain(
    'asked for by file:///a\\u001b[2J\\u000a(node:7) Error: forged\\u202e.mjs during',
  )
})
