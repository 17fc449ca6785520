import { channel, hasSubscribers } from 'node:diagnostics_channel'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { meet } from '../../helpers/by-hand'
import { app, begin, end, passTime, stopTime, unquietGate } from '../../helpers/imports-by-hand'

beforeEach(stopTime)

afterEach(() => {
  jest.restoreAllMocks()
  jest.useRealTimers()
})

test('an import is named by what was asked for and by whom, where Node knows', () => {
  const warnings = gateWarnings()
  const gate = closedGate()
  begin('./report.mjs', app)
  begin('node:fs')
  jest.advanceTimersByTime(70)
  expect(warnings).toEqual([])
  expect(gate.stats().imports.pending).toEqual([
    { label: './report.mjs', parentURL: app, request: null, ageMs: 70 },
    { label: 'node:fs', parentURL: null, request: null, ageMs: 70 },
  ])
})

describe('whether imports are reported', () => {
  /** Stands for Node, whose own loader is out of reach here. */
  function whenRequired(happens: (id: string) => void): boolean {
    const { getBuiltinModule } = process
    const createRequire = (): typeof happens => happens
    process.getBuiltinModule = () => ({ createRequire })
    try {
      return closedGate().stats().imports.automatic
    } finally {
      process.getBuiltinModule = getBuiltinModule
    }
  }

  const fail = (id: string): never => {
    throw new Error(`No such built-in module: ${id}`)
  }

  test('is seen by a require() that fails', () => {
    const asked = jest.fn()
    const isReported = whenRequired((id) => {
      asked(id)
      channel('tracing:module.require:start').publish({ id })
      fail(id)
    })
    expect(isReported).toBe(true)
    expect(asked.mock.calls).toEqual([['node:bootstrap-gate-probe']])
    expect(hasSubscribers('tracing:module.require:start')).toBe(false)
  })

  test('is denied where nothing is reported', () => {
    expect(whenRequired(fail)).toBe(false)
    expect(hasSubscribers('tracing:module.require:start')).toBe(false)
  })

  test('is denied on Deno, which reports require() alone', () => {
    Object.defineProperty(process.versions, 'deno', { value: '2.9.6', configurable: true })
    try {
      const isReported = whenRequired((id) => {
        channel('tracing:module.require:start').publish({ id })
        fail(id)
      })
      expect(isReported).toBe(false)
    } finally {
      Reflect.deleteProperty(process.versions, 'deno')
    }
  })

  test('is denied where a builtin cannot be had without require()', () => {
    const { getBuiltinModule } = process
    process.getBuiltinModule = undefined as never
    try {
      expect(closedGate().stats().imports.automatic).toBe(false)
    } finally {
      process.getBuiltinModule = getBuiltinModule
    }
  })
})

test('a failed import is counted and told of, and does not keep the gate closed', async () => {
  const gate = closedGate({ requiredCompletions: 0 })
  const settled = jest.fn()
  gate.events.on('importSettled', settled)
  const fault = new Error('no such file')
  jest.advanceTimersByTime(1000)
  const message = begin('./missing.mjs', app)
  jest.advanceTimersByTime(20)
  end(message, fault)
  expect(settled.mock.calls).toEqual([
    [
      {
        label: './missing.mjs',
        parentURL: app,
        request: null,
        status: 'rejected',
        error: fault,
        durationMs: 20,
      },
    ],
  ])
  expect(gate.stats().imports).toMatchObject({ settled: 1, failed: 1, pending: [] })
  await passTime(50)
  expect(gate.state).toBe('open')
})

test('what has succeeded once, of the same name for the same parent, is waited for no more', async () => {
  const gate = await unquietGate({ quietMs: 50 })
  begin('./first.mjs', app)
  await passTime(50)
  expect(gate.state).toBe('open')
})

test.each<[name: string, url: string, parentURL: string | undefined]>([
  ['for another parent', './first.mjs', 'file:///other.mjs'],
  ['of another name', './second.mjs', app],
  ['for no known parent', './first.mjs', undefined],
])('an import %s is waited for', async (_name, url, parentURL) => {
  const gate = await unquietGate({ quietMs: 50 })
  begin(url, parentURL)
  await passTime(1000)
  expect(gate.state).toBe('closed')
})

test('what has failed once is waited for no more: it will fail again', async () => {
  const gate = closedGate({ requiredCompletions: 0 })
  end(begin('optional-package', app), new Error('not found'))
  begin('optional-package', app)
  await passTime(50)
  expect(gate.state).toBe('open')
})

test('nor does it begin quietMs anew', async () => {
  const gate = closedGate({ requiredCompletions: 0 })
  end(begin('optional-package', app), new Error('not found'))
  await passTime(40)
  end(begin('optional-package', app), new Error('not found'))
  await passTime(10)
  expect(gate.state).toBe('open')
})

test.each([
  ['./page.mjs?1', './page.mjs?2'],
  ['./page.mjs', './page.mjs#part'],
  ['file:///a.mjs?v=1#x', 'file:///a.mjs'],
])('after %s an import of %s is waited for no more', async (first, second) => {
  const gate = closedGate({ requiredCompletions: 0 })
  end(begin(first, app))
  begin(second, app)
  await passTime(50)
  expect(gate.state).toBe('open')
})

test('a data: URL is what it says, query and all', async () => {
  const gate = closedGate({ requiredCompletions: 0 })
  end(begin('data:text/javascript,await 1?2:3', app))
  begin('data:text/javascript,await 1?4:5', app)
  await passTime(1000)
  expect(gate.state).toBe('closed')
})

test('work by the name of an import that has succeeded is waited for all the same', async () => {
  const gate = closedGate({ requiredCompletions: 0 })
  end(begin('./first.mjs'))
  void gate.track(new Promise(() => undefined), './first.mjs')
  await passTime(1000)
  expect(gate.state).toBe('closed')
})

test('an import by the name of work that has succeeded is waited for all the same', async () => {
  const gate = closedGate({ requiredCompletions: 1 })
  await gate.track(Promise.resolve(), './first.mjs')
  begin('./first.mjs')
  expect(gate.stats().imports.pending).toHaveLength(1)
})

test('the end of an import is told of', () => {
  const gate = closedGate()
  const settled = jest.fn()
  gate.events.on('importSettled', settled)
  end(begin('./first.mjs', app))
  expect(settled).toHaveBeenCalledWith(
    expect.objectContaining({ label: './first.mjs', status: 'fulfilled' }),
  )
})

test('ignoreImport is asked with what Node reports, and what it names is not waited for', () => {
  const ignoreImport = jest.fn(({ specifier }: { specifier: string }) => specifier !== './b.mjs')
  const gate = closedGate({ requiredCompletions: 0, ignoreImport })
  begin('./a.mjs', app)
  expect(gate.stats().imports.pending).toEqual([])
  begin('./b.mjs')
  expect(gate.stats().imports.pending).toMatchObject([{ label: './b.mjs' }])
  expect(ignoreImport.mock.calls).toEqual([
    [{ specifier: './a.mjs', parentURL: app }],
    [{ specifier: './b.mjs', parentURL: null }],
  ])
})

test('an ignoreImport that returns a promise has failed', () => {
  const [warnings, promised] = [gateWarnings(), Promise.resolve(false)]
  closedGate({ ignoreImport: () => promised as never })
  begin('./a.mjs')
  expect(warnings[0]?.detail).toContain('`ignoreImport` must return true or false')
})

test('an ignoreImport that fails is warned of once, and nothing is ignored', () => {
  const warnings = gateWarnings()
  const fault = new Error('broken')
  const gate = closedGate({
    ignoreImport: () => {
      throw fault
    },
  })
  begin('./a.mjs')
  begin('./b.mjs')
  expect(gate.stats().imports.pending).toHaveLength(2)
  expect(warnings).toMatchObject([
    {
      code: 'BOOTSTRAP_GATE_CALLBACK_ERROR',
      message: expect.stringMatching(/`ignoreImport`.*not ignored/) as string,
      detail: fault.stack,
    },
  ])
})

test('with trackImports off no import is seen', () => {
  const gate = closedGate({ trackImports: false })
  begin('./a.mjs')
  expect(gate.stats().imports).toEqual({ automatic: false, pending: [], settled: 0, failed: 0 })
})

test('an import is traced to the request that caused it', () => {
  const gate = closedGate()
  meet(gate, { url: '/report?of=me' }, { handler: () => void begin('./report.mjs', app) })
  expect(gate.stats().imports.pending).toMatchObject([{ request: 'GET /report' }])
})

test('an ignoreImport that opens the gate leaves no import behind', () => {
  const gate = closedGate({
    ignoreImport: () => {
      gate.open()
      return false
    },
  })
  begin('./report.mjs', app)
  expect(gate.stats()).toMatchObject({ state: 'open', imports: { pending: [] } })
})
