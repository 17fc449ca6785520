import { EventEmitter } from 'node:events'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import connect from 'connect'
import express from 'express'
import express4 from 'express4'
import type { BootstrapGate } from '../../lib'
import { closedGate } from '../helpers/closed-gate'
import { turn } from '../helpers/turn'

type App = (req: IncomingMessage, res: ServerResponse) => unknown

/** A connection of a serverless adapter: what is written is there at once, and says so at once. */
class AtOnce extends Duplex {
  text = ''

  override _read(): void {
    this.push(null)
  }

  override write(chunk: unknown, ...more: unknown[]): boolean {
    this.text += String(chunk)
    const callback = more.find((argument) => typeof argument === 'function')
    ;(callback as (() => void) | undefined)?.()
    return true
  }
}

/** Dispatches a request into an app, as a serverless adapter does. */
function dispatch(app: App, url = '/'): { res: ServerResponse; socket: AtOnce } {
  const socket = new AtOnce()
  const req = Object.assign(new IncomingMessage(socket as never), { method: 'GET', url })
  const res = new ServerResponse(req)
  res.assignSocket(socket as never)
  app(req, res)
  return { res, socket }
}

const apps: [string, (gate: BootstrapGate) => App][] = [
  ['Express 5', (gate) => express().use(gate).use(answer) as App],
  ['Express 4', (gate) => express4().use(gate).use(answer) as App],
  ['Connect', (gate) => connect().use(gate).use(answer)],
  [
    'a bare handler',
    (gate) => (req, res) => {
      gate(req, res, () => {
        answer(req, res)
      })
    },
  ],
]

function answer(_req: IncomingMessage, res: ServerResponse): void {
  res.end('answered')
}

describe.each(apps)('%s in an adapter whose `finish` comes inside `end()`', (_name, createApp) => {
  test('is answered, and that counts', async () => {
    const gate = closedGate({ requiredCompletions: 2 })
    const { socket } = dispatch(createApp(gate))
    await turn()
    expect(socket.text).toMatch(/answered/)
    expect(gate.stats()).toMatchObject({ completed: 1, aborted: 0, inFlight: 0 })
    dispatch(createApp(gate))
    await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
  })
})

test('a response that has its connection needs none of its request', () => {
  const req = Object.assign(new IncomingMessage(null as never), { method: 'GET', url: '/' })
  const res = new ServerResponse(req)
  res.assignSocket(new AtOnce() as never)
  const { gate, passed } = meetWith(req, res)
  expect(passed()).toBe(1)
  expect(gate.stats()).toMatchObject({ admitted: 1, inFlight: 1 })
  res.end()
  expect(gate.stats()).toMatchObject({ completed: 1, inFlight: 0 })
})

/** A response class that imitates Node's. */
class OwnResponse extends EventEmitter {
  headersSent = false
  writableEnded = false
  statusCode = 200
  setHeader(): void {}
  end(): void {
    this.headersSent = true
    this.writableEnded = true
  }
}

/** A gate that a request by hand has met. @returns also how often it was passed */
function meetWith(
  req: object,
  res: object,
  gate = closedGate(),
): { gate: BootstrapGate; passed: () => number } {
  let passed = 0
  gate(req as IncomingMessage, res as ServerResponse, () => passed++)
  return { gate, passed: () => passed }
}

const plainRequest = (): object =>
  Object.assign(new EventEmitter(), { method: 'GET', url: '/', headers: {} })

describe('a response class of somebody’s own', () => {
  test.each<[string, readonly string[]]>([
    ['`finish`, then `close`', ['finish', 'close']],
    ['`close`, then `finish`', ['close', 'finish']],
    ['`finish` alone', ['finish']],
    ['`close` alone', ['close']],
  ])('that was ended and tells %s is complete', async (_name, tells) => {
    const res = new OwnResponse()
    const { gate, passed } = meetWith(plainRequest(), res)
    expect(passed()).toBe(1)
    res.end()
    for (const event of tells) res.emit(event)
    await turn()
    expect(gate.stats()).toMatchObject({ completed: 1, aborted: 0, inFlight: 0 })
  })

  test('that tells `finish` a turn after `close` is complete', async () => {
    const res = new OwnResponse()
    const { gate } = meetWith(plainRequest(), res)
    res.end()
    setImmediate(() => res.emit('finish'))
    res.emit('close')
    await turn()
    await turn()
    expect(gate.stats()).toMatchObject({ completed: 1, aborted: 0, inFlight: 0 })
  })

  test('that closes and was not ended is aborted', () => {
    const res = new OwnResponse()
    const { gate } = meetWith(plainRequest(), res)
    res.emit('close')
    expect(gate.stats()).toMatchObject({ completed: 0, aborted: 1, inFlight: 0 })
  })

  test('that closes, and says that it has not got out whole, is aborted', async () => {
    const res = Object.assign(new OwnResponse(), { writableFinished: false })
    const { gate } = meetWith(plainRequest(), res)
    res.end()
    res.emit('close')
    await turn()
    expect(gate.stats()).toMatchObject({ completed: 0, aborted: 1, inFlight: 0 })
  })

  test('whose request closes when it was read is not aborted by that', () => {
    const [req, res] = [plainRequest() as EventEmitter, new OwnResponse()]
    const { gate } = meetWith(req, res)
    req.emit('close')
    expect(gate.stats()).toMatchObject({ aborted: 0, inFlight: 1 })
    res.end()
    res.emit('finish')
    expect(gate.stats()).toMatchObject({ completed: 1, inFlight: 0 })
  })

  test('whose `on` is wrapped, as compression does it, is held and counts like any other', () => {
    const gate = closedGate()
    const wrapped = (): OwnResponse => {
      const res = new OwnResponse()
      const on = res.on.bind(res)
      res.on = (...args) => on(...args)
      return res
    }
    const [first, second] = [wrapped(), wrapped()]
    meetWith(plainRequest(), first, gate)
    const held = meetWith(plainRequest(), second, gate)
    expect(held.passed()).toBe(0)
    first.end()
    first.emit('finish')
    expect(gate.stats()).toMatchObject({ completed: 1 })
    expect(first.eventNames()).toEqual([])
  })

  test('that knows only the older `finished`, and tells `close` first, is complete', async () => {
    const res = Object.assign(new EventEmitter(), { headersSent: false, finished: false })
    const { gate } = meetWith(plainRequest(), res)
    res.finished = true
    res.emit('close')
    res.emit('finish')
    await turn()
    expect(gate.stats()).toMatchObject({ completed: 1, aborted: 0, inFlight: 0 })
  })

  test('with a `stream` of its own, which is none of HTTP/2, is complete', () => {
    const res = Object.assign(new OwnResponse(), { stream: () => undefined })
    const { gate } = meetWith(plainRequest(), res)
    res.end()
    res.emit('finish')
    expect(gate.stats()).toMatchObject({ completed: 1, aborted: 0 })
  })

  test('that says HTTP/2 and has no stream is let in', () => {
    const { passed } = meetWith(
      Object.assign(plainRequest(), { httpVersionMajor: 2 }),
      new OwnResponse(),
    )
    expect(passed()).toBe(1)
  })

  test('whose end throws, and that cannot be destroyed, costs nobody a slot', async () => {
    const gate = closedGate()
    const inside = new OwnResponse()
    meetWith(plainRequest(), inside, gate)
    const broken = Object.assign(new OwnResponse(), { end: failing })
    meetWith(plainRequest(), broken, gate)
    const next = meetWith(plainRequest(), new OwnResponse(), gate)
    broken.headersSent = true
    inside.end()
    inside.emit('finish')
    await turn()
    expect(next.passed()).toBe(1)
    expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 1, aborted: 1 })
  })

  test('whose request was aborted is', () => {
    const req = Object.assign(plainRequest() as EventEmitter, { aborted: true })
    const { gate } = meetWith(req, new OwnResponse())
    req.emit('close')
    expect(gate.stats()).toMatchObject({ aborted: 1, inFlight: 0 })
  })

  test.each<[string, object]>([
    ['no socket', {}],
    ['socket: {}', { socket: {} }],
    ['socket: null', { socket: null }],
  ])('with %s is held, admitted and rejected like any other', (_name, parts) => {
    const gate = closedGate()
    const [first, second] = [new OwnResponse(), new OwnResponse()]
    const request = (): object => Object.assign(plainRequest(), parts)
    const { passed } = meetWith(request(), Object.assign(first, parts), gate)
    const held = meetWith(request(), Object.assign(second, parts), gate)
    expect([passed(), held.passed()]).toEqual([1, 0])
    gate.shutdown()
    expect(second).toMatchObject({ statusCode: 503, writableEnded: true })
    expect(gate.stats()).toMatchObject({ rejected: { stopped: 1 } })
  })
})

describe('what cannot be watched passes at once, in every state, and does not count', () => {
  const deaf = { on: () => undefined, removeListener: () => undefined, listeners: () => [] }
  const byHand = (socket?: object): [object, object] => {
    const req = Object.assign(new IncomingMessage(socket as never), { url: '/' })
    return [req, new ServerResponse(req)]
  }
  const live = (): object => new EventEmitter()
  const impatient = {
    ...deaf,
    on: (_event: string, listener: () => void) => {
      listener()
    },
  }

  const unwatchable: [string, () => [object, object]][] = [
    ['a response whose `on` does nothing', () => [plainRequest(), { ...deaf }]],
    ['a request whose `on` does nothing', () => [{ ...deaf, url: '/' }, new OwnResponse()]],
    ['a response without `on`', () => [plainRequest(), { end: () => undefined }]],
    ['a request without `on`', () => [{ method: 'GET', url: '/' }, new OwnResponse()]],
    [
      'a response whose `on` does nothing any more',
      () => [plainRequest(), Object.assign(new OwnResponse(), { on: live })],
    ],
    ['a response whose `on` throws', () => [plainRequest(), { ...deaf, on: failing }]],
    ['a response that calls listeners in place of keeping them', () => [plainRequest(), impatient]],
    ['a response without `listeners`', () => [plainRequest(), { on: live, removeListener: live }]],
    ['a ServerResponse whose request has no socket', () => byHand()],
    ['a ServerResponse whose request has a dead one', () => byHand({ ...deaf, destroyed: true })],
    ['a ServerResponse whose request has an empty one', () => byHand({})],
    ['a ServerResponse whose request has one that is not connected', () => byHand(new Socket())],
    [
      'a response derived from another',
      () => [plainRequest(), Object.create(new OwnResponse()) as object],
    ],
    [
      'a request derived from another',
      () => [Object.create(byHand(live())[0]) as object, new OwnResponse()],
    ],
    [
      'a request whose socket throws',
      () => [Object.assign(plainRequest(), { socket: throwing() }), new OwnResponse()],
    ],
    [
      'a response that throws when it is asked',
      () => [plainRequest(), throwing(new OwnResponse())],
    ],
    ['a response that refuses to be marked', () => [plainRequest(), refusing(new OwnResponse())]],
    ['a frozen request', () => [Object.freeze(plainRequest()), new OwnResponse()]],
    ['a frozen response', () => [plainRequest(), Object.freeze(new OwnResponse())]],
    ['no request at all', () => [undefined as never, new OwnResponse()]],
  ]

  const cause = new Error('no database')
  const states: [string, () => BootstrapGate][] = [
    ['closed', () => closedGate()],
    ['stopped', () => stopped(closedGate())],
    ['failed', () => closedGate({ waitFor: [Promise.reject(cause)] })],
  ]

  describe.each(states)('a %s gate', (state, makeGate) => {
    test.each(unwatchable)('%s', async (_name, make) => {
      const gate = makeGate()
      await turn()
      expect(gate.state).toBe(state)
      const before = gate.stats()
      const { passed } = meetWith(...make(), gate)
      expect(passed()).toBe(1)
      expect(gate.stats()).toEqual(before)
    })
  })

  test('it does not start the boot clock', async () => {
    const gate = closedGate()
    meetWith(...byHand(), gate)
    gate.open()
    await expect(gate.opened).resolves.toMatchObject({ bootMs: 0 })
  })
})

/** Imitations that throw when they are read, or refuse to be changed. */
function throwing(target: object = new EventEmitter()): object {
  const get = (from: object, key: PropertyKey): unknown =>
    key === 'destroyed' || key === 'headersSent' ? failing() : Reflect.get(from, key)
  return new Proxy(target, { get })
}

function refusing(target: object): object {
  return new Proxy(target, { set: () => false })
}

function stopped(gate: BootstrapGate): BootstrapGate {
  gate.shutdown()
  return gate
}

function failing(): never {
  throw new Error('no listeners here')
}

test('a request without headers is rejected with the answer that everybody gets', () => {
  const gate = closedGate()
  gate.shutdown()
  const res = new OwnResponse()
  meetWith(Object.assign(new EventEmitter(), { url: '/' }), res, gate)
  expect(res).toMatchObject({ statusCode: 503, writableEnded: true })
})
