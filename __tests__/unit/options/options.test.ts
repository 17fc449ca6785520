import { runInNewContext } from 'node:vm'
import { bootstrapGate, type BootstrapGateOptions } from '../../../lib'
import { closedGate } from '../../helpers/closed-gate'

const make = (options: unknown) => () => closedGate(options as BootstrapGateOptions)

const wrongTypes: [name: string, value: unknown, allowed: RegExp][] = [
  ['requiredCompletions', '4', /integer of at least 0, received "4"/],
  ['concurrency', null, /integer of at least 1, received null/],
  ['trackImports', 'yes', /true or false/],
  ['ignoreImport', /x/, /a function/],
  ['quietMs', '50', /milliseconds from 0 to 2147483647/],
  ['waitFor', Promise.resolve(), /array of promises.*received a promise. Put it in an array/],
  ['maxQueueSize', 10n, /integer of at least 0/],
  ['queueTimeoutMs', [], /milliseconds.*received an array/],
  ['slotTimeoutMs', {}, /milliseconds.*received an object/],
  ['bootTimeoutMs', true, /milliseconds/],
  ['onBootTimeout', 1, /'open' or 'fail', received 1/],
  ['skip', true, /a function/],
  ['requestWasSuccessful', 'x', /a function/],
  ['handler', {}, /a function/],
  ['retryAfterSeconds', '1', /integer of at least 0/],
  ['mutex', {}, /acquire\(\)/],
]

const wrongValues: [name: string, value: unknown][] = [
  ['requiredCompletions', -1],
  ['requiredCompletions', 1.5],
  ['requiredCompletions', NaN],
  ['concurrency', 0],
  ['concurrency', Infinity],
  ['quietMs', -1],
  ['quietMs', NaN],
  ['maxQueueSize', -1],
  ['queueTimeoutMs', 2 ** 31],
  ['slotTimeoutMs', Infinity],
  ['bootTimeoutMs', 2 ** 31],
  ['onBootTimeout', 'close'],
  ['retryAfterSeconds', 0.5],
]

test.each(wrongTypes)('%s of a wrong type is refused by name', (name, value, allowed) => {
  expect(make({ [name]: value })).toThrow(TypeError)
  expect(make({ [name]: value })).toThrow(`\`${name}\``)
  expect(make({ [name]: value })).toThrow(allowed)
})

test.each(wrongValues)('%s: %p is out of range', (name, value) => {
  expect(make({ [name]: value })).toThrow(RangeError)
  expect(make({ [name]: value })).toThrow(`\`${name}\``)
})

test('a wrong member of waitFor is named by its place', () => {
  expect(make({ waitFor: [Promise.resolve(), 3] })).toThrow('`waitFor[1]`')
})

test('a hole in waitFor is no promise', () => {
  expect(make({ waitFor: new Array(1) })).toThrow(
    /`waitFor\[0\]` must be a promise, .* received undefined\.$/,
  )
})

test('each option is read once: what is used is what was checked', () => {
  const values = [3, 'many']
  const options = {
    get requiredCompletions() {
      return values.shift()
    },
  }
  expect(closedGate(options as BootstrapGateOptions).stats().requiredCompletions).toBe(3)
})

test('a function with a name that is no string is described as well', () => {
  const odd = Object.defineProperty(() => undefined, 'name', { value: 5 })
  expect(make({ concurrency: odd })).toThrow('received a function.')
})

test.each([
  ['text', '"text"'],
  ['x'.repeat(58), `"${'x'.repeat(58)}"`],
  ['x'.repeat(59), `"${'x'.repeat(56)}...`],
  [true, 'true (boolean)'],
  [-1, '-1 (number)'],
  [10n, '10 (bigint)'],
  [Symbol('secret'), 'a symbol'],
  [null, 'null'],
  [[1], 'an array'],
  [Promise.resolve(), 'a promise'],
  [{ secret: 1 }, 'an object'],
  [function retry() {}, 'function retry'],
  [() => undefined, 'a function'],
  ['line\nbreak', '"line\\nbreak"'],
  ['\u001b[31m\u009b\u202edesrever', '"\\u001b[31m\\u009b\\u202edesrever"'],
  ['größer', '"gr\\u00f6\\u00dfer"'],
  [
    Object.defineProperty(() => undefined, 'name', { value: 'a\u001b\n' }),
    'function a\\u001b\\u000a',
  ],
  [/x/, 'an instance of RegExp'],
  [Object.create(null) as object, 'an object'],
  [Object.create({ constructor: 'text' }) as object, 'an object'],
  [
    new (class Nothing {
      text = ''
    })(),
    'an instance of Nothing',
  ],
])('%p is described as %s', (value, description) => {
  expect(make({ concurrency: value })).toThrow(
    `bootstrapGate: \`concurrency\` must be an integer of at least 1, received ${description}.`,
  )
})

test('the messages say what is allowed, and no more', () => {
  const message = (options: unknown): string => {
    try {
      make(options)()
      return 'nothing was thrown'
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(message({ onBootTimeout: 'x' })).toBe(
    "bootstrapGate: `onBootTimeout` must be 'open' or 'fail', received \"x\".",
  )
  expect(message({ waitFor: {} })).toBe(
    'bootstrapGate: `waitFor` must be an array of promises, or of functions that return one, ' +
      'received an object.',
  )
  expect(message({ waitFor: [3] })).toBe(
    'bootstrapGate: `waitFor[0]` must be a promise, or a function that returns one, ' +
      'received 3 (number).',
  )
  expect(message([])).toBe('bootstrapGate: options must be an object, received an array.')
  expect(message(null)).toBe('bootstrapGate: options must be an object, received null.')
  expect(message({ Skip: true })).toMatch(
    /^bootstrapGate: unknown option "Skip"\. Did you mean `skip`\? Allowed are requiredCompletions, .*, mutex\.$/,
  )
})

test.each([
  ['requiredCompletions', 0],
  ['concurrency', 1],
  ['concurrency', Number.MAX_SAFE_INTEGER],
  ['trackImports', false],
  ['quietMs', 0],
  ['quietMs', 0.5],
  ['maxQueueSize', 0],
  ['queueTimeoutMs', 2 ** 31 - 1],
  ['slotTimeoutMs', 0],
  ['onBootTimeout', 'fail'],
  ['onBootTimeout', 'open'],
  ['retryAfterSeconds', 0],
  ['waitFor', [Promise.resolve(), () => Promise.resolve(), { then: () => undefined }]],
  ['mutex', { acquire: () => Promise.resolve(() => undefined) }],
])('%s: %p is allowed', (name, value) => {
  expect(make({ [name]: value })).not.toThrow()
})

test.each([null, 5, 'x', { acquire: true }])('%p is no mutex', (value) => {
  expect(make({ mutex: value })).toThrow(TypeError)
  expect(make({ mutex: value })).toThrow('`mutex` must be an object with an acquire() method')
})

test('what was given for waitFor may be changed afterwards', async () => {
  const waitFor = [Promise.resolve()]
  const gate = make({ waitFor, requiredCompletions: 0 })()
  waitFor.push(new Promise(() => undefined))
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
})

test('an unknown option is refused with the nearest known one', () => {
  expect(make({ requiredCompletion: 3 })).toThrow(/Did you mean `requiredCompletions`\?/)
  expect(make({ slotTimeout: 3 })).toThrow(/Did you mean `slotTimeoutMs`\?/)
  expect(make({ maxQueueSIZE: 3 })).toThrow(/Did you mean `maxQueueSize`\?/)
  expect(make({ timeout: 3 })).toThrow(/Did you mean `slotTimeoutMs`\?/)
  expect(make({ hander: 3 })).toThrow(/Did you mean `handler`\?/)
  expect(make({ mutexes: 3 })).toThrow(/Did you mean `mutex`\?/)
  expect(make({ wait: [] })).toThrow(/Did you mean `waitFor`\?/)
  expect(make({ bootTimeout: 3 })).toThrow(/Did you mean `bootTimeoutMs`\?/)
  expect(make({ kips: 3 })).toThrow(/Did you mean `skip`\?/)
  expect(make({ ['x'.repeat(10_000_000)]: 3 })).toThrow(/unknown option "x{56}\.\.\./)
  expect(make({ 'skip\u202e': 3 })).toThrow(/unknown option "skip\\u202e"\. Did you mean `skip`\?/)
})

test('mutex and concurrency exclude each other', () => {
  const mutex = { acquire: () => Promise.resolve(() => undefined) }
  expect(make({ mutex, concurrency: 2 })).toThrow(/exclude each other.*leave `concurrency` out/)
  expect(make({ mutex, concurrency: undefined })).not.toThrow()
})

test.each([null, 'x', 5, [], () => undefined])('options must be an object, not %p', (options) => {
  expect(make(options)).toThrow(TypeError)
})

test('a promise of options is refused with what was forgotten', () => {
  const message =
    'bootstrapGate: options must be a plain object, or have known options of their own, ' +
    'received a promise. Did you forget `await`?'
  expect(make(Promise.resolve({ concurrency: 2 }))).toThrow(new TypeError(message))
  class Query {
    then(): void {}
  }
  expect(make(new Query())).toThrow('received an instance of Query. Did you forget `await`?')
})

test.each<[name: string, options: object]>([
  ['Map', new Map([['concurrency', 2]])],
  ['URLSearchParams', new URLSearchParams('concurrency=2')],
  ['Date', new Date()],
])('an instance of %s is no options', (name, options) => {
  expect(make(options)).toThrow(TypeError)
  expect(make(options)).toThrow(
    `options must be a plain object, or have known options of their own, received an instance of ${name}.`,
  )
})

test('what an object inherits is no option of its own', () => {
  class Inherited {
    get requiredCompletions(): number {
      return 7
    }
  }
  expect(make(new Inherited())).toThrow('received an instance of Inherited.')
  expect(make(Object.create({ requiredCompletions: 7 }))).toThrow('received an object.')
  const mixed = Object.assign(new Inherited(), { concurrency: 2 })
  expect(closedGate(mixed).stats().requiredCompletions).toBe(4)
})

test('what all objects inherit is not read', () => {
  const { prototype } = Object as unknown as { prototype: BootstrapGateOptions & object }
  const pollution = { skip: 'everybody', requiredCompletions: 7, mutex: 5 } as object
  Object.assign(prototype, pollution)
  try {
    expect(closedGate({}).stats().requiredCompletions).toBe(4)
    expect(closedGate().stats().requiredCompletions).toBe(4)
  } finally {
    for (const name of Object.keys(pollution)) Reflect.deleteProperty(prototype, name)
  }
})

test.each<[name: string, options: object]>([
  [
    'an object without a prototype',
    Object.assign(Object.create(null) as object, { requiredCompletions: 7 }),
  ],
  ['one of another realm', runInNewContext('({ requiredCompletions: 7 })') as object],
  [
    'an instance with options of its own',
    new (class {
      requiredCompletions = 7
    })(),
  ],
  ['one that cannot be listed', Object.defineProperty({}, 'requiredCompletions', { value: 7 })],
])('%s is read like any other', (_name, options) => {
  expect(closedGate(options).stats().requiredCompletions).toBe(7)
})

test.each([{}, Object.create(null), runInNewContext('({})')])('%p asks for nothing', (options) => {
  expect(closedGate(options as object).stats().requiredCompletions).toBe(4)
})

test('wrong use has a stable code', () => {
  const code = 'ERR_BOOTSTRAP_GATE_INVALID_ARGUMENT'
  expect(make({ concurrency: 0 })).toThrow(expect.objectContaining({ code }) as Error)
})

test('undefined means left out, zero does not, and what was given is not changed', () => {
  const options = Object.freeze({ requiredCompletions: undefined, waitFor: Object.freeze([]) })
  expect(closedGate(options).stats().requiredCompletions).toBe(4)
  expect(closedGate({ requiredCompletions: 0 }).stats().requiredCompletions).toBe(0)
})

test('the forgotten call is explained', () => {
  const forgotten = bootstrapGate as unknown as (...args: unknown[]) => void
  expect(() => {
    forgotten({}, {}, () => undefined)
  }).toThrow(/was called with a request.*Write `app.use\(bootstrapGate\(\)\)`/)
})
