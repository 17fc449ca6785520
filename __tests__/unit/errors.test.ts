import { BootstrapGateError } from '../../lib'

test('an error of a gate says what happened in fields that stay the same', () => {
  const cause = new Error('no database')
  const error = new BootstrapGateError('boot-failed', 12.4, cause)
  expect(error).toMatchObject({
    name: 'BootstrapGateError',
    code: 'ERR_BOOTSTRAP_GATE_BOOT_FAILED',
    reason: 'boot-failed',
    status: 503,
    waitedMs: 12,
    cause,
  })
})

test('a cause is there only if something caused it', () => {
  expect('cause' in new BootstrapGateError('stopped', 0)).toBe(false)
})

test('errors of another copy of the package are recognised', () => {
  jest.isolateModules(() => {
    const other = jest.requireActual<typeof import('../../lib')>('../../lib').BootstrapGateError
    expect(other).not.toBe(BootstrapGateError)
    expect(new other('stopped', 0)).toBeInstanceOf(BootstrapGateError)
  })
  // What copies of other versions know each other by.
  const brand = Symbol.for('bootstrap-gate.BootstrapGateError')
  expect(brand in new BootstrapGateError('stopped', 0)).toBe(true)
  expect(new Error('x')).not.toBeInstanceOf(BootstrapGateError)
  expect(5).not.toBeInstanceOf(BootstrapGateError)
  expect(undefined).not.toBeInstanceOf(BootstrapGateError)
  expect(null).not.toBeInstanceOf(BootstrapGateError)
})

describe('instanceof of a subclass', () => {
  class DatabaseError extends BootstrapGateError {}
  class OtherError extends BootstrapGateError {}
  class Deeper extends DatabaseError {}

  test('is about that subclass', () => {
    const error = new DatabaseError('boot-failed', 0)
    expect(error).toBeInstanceOf(DatabaseError)
    expect(error).toBeInstanceOf(BootstrapGateError)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(OtherError)
    expect(error).not.toBeInstanceOf(Deeper)
    expect(new Deeper('stopped', 0)).toBeInstanceOf(DatabaseError)
    expect(new BootstrapGateError('stopped', 0)).not.toBeInstanceOf(DatabaseError)
    expect(null).not.toBeInstanceOf(DatabaseError)
  })

  test('is about that of one copy of the package', () => {
    jest.isolateModules(() => {
      const other = jest.requireActual<typeof import('../../lib')>('../../lib').BootstrapGateError
      class Foreign extends other {}
      expect(new Foreign('stopped', 0)).toBeInstanceOf(BootstrapGateError)
      expect(new Foreign('stopped', 0)).not.toBeInstanceOf(DatabaseError)
      expect(new BootstrapGateError('stopped', 0)).not.toBeInstanceOf(Foreign)
    })
  })
})
