import { Server as NetServer } from 'node:net'
import { warmable } from './support/warmable'

const { any } = expect

const wrong: [string, unknown[], string][] = [
  ['no list', ['/'], '`requests` must be an array of paths'],
  ['an empty list', [[]], 'with at least one of them, received an array. It is empty.'],
  ['a number', [[4]], '`requests[0]` must be a path, or an object with a `path`, received 4'],
  [
    'null',
    [['/', null]],
    '`requests[1]` must be a path, or an object with a `path`, received null',
  ],
  ['a path without /', [['/', 'report']], '`requests[1]` must be a path that begins with `/`'],
  ['no path', [[{ method: 'GET' }]], '`requests[0].path` must be a path that begins with `/`'],
  ['a URL', [['https://other.example/a']], 'Leave scheme and host out'],
  ['a space', [['/a b']], 'with everything escaped that a URL cannot hold, received "/a b"'],
  [
    'an unknown key',
    [[{ path: '/', header: {} }]],
    'unknown key "header" in `requests[0]`. Did you mean `headers`?',
  ],
  [
    'no method',
    [[{ path: '/', method: 'GET /' }]],
    '`requests[0].method` must be the name of an HTTP method',
  ],
  ['CONNECT', [[{ path: '/', method: 'connect' }]], 'other than CONNECT, received "connect"'],
  [
    'an object as body',
    [[{ path: '/', body: {} }]],
    '`requests[0].body` must be a string or a Uint8Array, received an object',
  ],
  [
    'no headers',
    [[{ path: '/', headers: 'a' }]],
    '`requests[0].headers` must be a plain object, received "a"',
  ],
  [
    'a Map of headers',
    [[{ path: '/', headers: new Map([['a', 'b']]) }]],
    '`requests[0].headers` must be a plain object, received an instance of Map',
  ],
  [
    'a line break',
    [[{ path: '/', headers: { a: 'b\r\nc' } }]],
    '`requests[0].headers["a"]` must be made of names',
  ],
  ['an undefined header', [['/'], { headers: { a: undefined } }], '`options.headers["a"]` must be'],
  [
    'an option',
    [['/'], { header: {} }],
    'unknown key "header" in `options`. Did you mean `headers`? Allowed are headers.',
  ],
  ['options', [['/'], 'a'], '`options` must be an object, received "a"'],
]

test.each(wrong)(
  '%s: rejects with a TypeError that names it, and sends nothing',
  async (_what, given, said) => {
    const { gate, app, entered } = warmable()
    const warmed = Reflect.apply(gate.warmUp, undefined, [app, ...given]) as Promise<unknown>
    await expect(warmed).rejects.toThrow(TypeError)
    await expect(warmed).rejects.toMatchObject({
      code: 'ERR_BOOTSTRAP_GATE_INVALID_ARGUMENT',
      message: expect.stringContaining(said) as string,
    })
    expect(entered).toEqual([])
    expect(gate.stats()).toMatchObject({ state: 'closed', completed: 0 })
  },
)

test.each([
  ['undefined', undefined],
  ['a string', 'http://localhost'],
  ['null', null],
  ['an object without a server', {}],
  ['an object with another server', { server: {} }],
  ['a server of another protocol', new NetServer()],
])('%s is no target, and what is one is said', async (_what, target) => {
  const { gate } = warmable()
  const warmed = gate.warmUp(target as never, ['/'])
  await expect(warmed).rejects.toThrow(
    /`target` must be an app \(a function\), a server of node:http/,
  )
  await expect(warmed).rejects.toThrow(/Koa: `app\.callback\(\)`/)
  await expect(warmed).rejects.toEqual(any(TypeError))
})
