import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import {
  bootstrapGate,
  type BootstrapGate,
  type BootstrapGateOptions,
  type UpgradeListener,
} from '../../lib'
import { stopAfterTest } from '../helpers/cleanup'
import { gateWarnings } from '../helpers/gate-warnings'
import { Latch } from '../helpers/latch'
import { listen } from '../helpers/listen'
import { Log } from '../helpers/log'
import { Stage } from '../helpers/stage'
import { turn } from '../helpers/turn'

interface Entered {
  readonly url: string | undefined
  readonly socket: Duplex
  readonly head: string
}

/** A gate before a server's requests and upgrades. What enters an upgrade is listed and answered with its address. */
async function serve(options: BootstrapGateOptions = {}, listener?: UpgradeListener) {
  const gate = bootstrapGate(options)
  stopAfterTest(() => {
    gate.shutdown()
  })
  const stage = new Stage()
  const entered = new Log<Entered>()
  const server = http.createServer((req, res) => {
    gate(req, res, () => {
      stage.handler(req, res)
    })
  })
  const accept: UpgradeListener = ({ url }, socket, head) => {
    socket.on('error', () => undefined)
    entered.add({ url, socket, head: head.toString() })
    socket.end(`HTTP/1.1 101 Switching Protocols\r\n\r\n${String(url)}`)
  }
  server.on('upgrade', gate.upgrade(listener ?? accept))
  const port = await listen(server)
  return { gate, stage, entered, server, port }
}

async function connect(port: number, path: string, more = '') {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  stopAfterTest(() => socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  const head = [`GET ${path} HTTP/1.1`, 'Host: a', 'Connection: Upgrade', 'Upgrade: websocket']
  socket.write(`${head.join('\r\n')}\r\n\r\n${more}`)
  return socket
}

async function queued(gate: BootstrapGate, count: number): Promise<void> {
  while (gate.stats().queued !== count) await turn()
}

function get(port: number, path: string) {
  return fetch(`http://127.0.0.1:${String(port)}${path}`)
}

test('upgrades and requests wait in one line, in order, and upgrades do not count', async () => {
  const { gate, stage, entered, port } = await serve({ requiredCompletions: 3 })
  const first = get(port, '/first')
  const visit = await stage.visits.at(0)
  const socket = await connect(port, '/socket', 'early')
  await queued(gate, 1)
  const second = get(port, '/second')
  await queued(gate, 2)
  expect(entered.entries).toEqual([])
  visit.answer()
  expect(await text(socket)).toContain('101 Switching Protocols\r\n\r\n/socket')
  expect(entered.entries).toMatchObject([{ url: '/socket', head: 'early' }])
  ;(await stage.visits.at(1)).answer()
  await Promise.all([first, second])
  expect(gate.stats()).toMatchObject({ state: 'closed', completed: 2, admitted: 3, aborted: 0 })
})

test('the slot is kept until the promise of the listener settles', async () => {
  const authorised = new Latch()
  const inside = new Latch()
  const { gate, stage, port } = await serve({}, async (_req, socket) => {
    inside.open()
    await authorised.opened
    socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
  })
  const socket = await connect(port, '/')
  await inside.opened
  const next = get(port, '/next')
  await queued(gate, 1)
  expect(stage.visits.entries).toEqual([])
  authorised.open()
  ;(await stage.visits.at(0)).answer()
  await next
  expect(await text(socket)).toContain('401')
})

test('it passes on after slotTimeoutMs, with the warning and the event of any request', async () => {
  const warnings = gateWarnings()
  const { gate, stage, port } = await serve(
    { slotTimeoutMs: 30 },
    () => new Promise(() => undefined),
  )
  const timedOut = once(gate.events, 'slotTimeout')
  await connect(port, '/stuck?token=secret')
  await expect(timedOut).resolves.toMatchObject([{ req: { url: '/stuck?token=secret' } }])
  const next = get(port, '/next')
  ;(await stage.visits.at(0)).answer()
  await next
  expect(warnings).toMatchObject([
    {
      code: 'BOOTSTRAP_GATE_SLOT_TIMEOUT',
      message: expect.stringMatching(/^GET \/stuck has kept its slot/) as string,
    },
  ])
})

test('one whose client has closed its side before it came to the gate is not let in', async () => {
  const gate = bootstrapGate()
  stopAfterTest(() => {
    gate.shutdown()
  })
  const entered = jest.fn()
  const listener = gate.upgrade(entered)
  const server = http.createServer()
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    void once(socket, 'end').then(() => listener(req, socket, head))
  })
  const socket = await connect(await listen(server), '/')
  socket.end()
  await once(socket.resume(), 'close')
  expect(entered).not.toHaveBeenCalled()
  expect(gate.stats()).toMatchObject({ admitted: 0, aborted: 1, queued: 0 })
})

test('once the gate is open the listener is called at once, with its own `this`', async () => {
  const { gate, entered, server, port } = await serve()
  gate.open()
  const seen: unknown[] = []
  server.on(
    'upgrade',
    gate.upgrade(function (this: unknown) {
      seen.push(this)
      return 'what it returns'
    }),
  )
  const socket = await connect(port, '/now')
  expect(await text(socket)).toContain('/now')
  expect(entered.entries).toHaveLength(1)
  expect(seen).toEqual([server])
})

test('those that are held when the gate opens go in, in order', async () => {
  const { gate, entered, port } = await serve({ waitFor: [new Promise(() => undefined)] })
  const sockets = []
  for (const path of ['/1', '/2', '/3']) {
    sockets.push(await connect(port, path))
    await queued(gate, sockets.length)
  }
  gate.open()
  await Promise.all(sockets.map((socket) => text(socket)))
  expect(entered.entries.map(({ url }) => url)).toEqual(['/1', '/2', '/3'])
  expect(gate.stats()).toMatchObject({ admitted: 3, completed: 0 })
})

test.each([
  ['shut down', {}, 'stopped'],
  ['held for too long', { queueTimeoutMs: 10 }, 'queueTimeout'],
  ['too many', { maxQueueSize: 0 }, 'queueFull'],
] as const)('%s: answered with a 503 on the socket, which ends', async (_what, options, count) => {
  const handler = jest.fn()
  const skip = jest.fn()
  const { gate, port } = await serve({
    ...options,
    handler,
    skip,
    retryAfterSeconds: 7,
    waitFor: [new Promise(() => undefined)],
  })
  const rejected = once(gate.events, 'reject')
  const socket = await connect(port, '/')
  if (count === 'stopped') {
    await queued(gate, 1)
    gate.shutdown()
  }
  expect(await text(socket)).toBe(
    [
      'HTTP/1.1 503 Service Unavailable',
      'Retry-After: 7',
      'Cache-Control: no-store',
      'Connection: close',
      'Content-Length: 0',
      '\r\n',
    ].join('\r\n'),
  )
  await rejected
  expect(gate.stats().rejected[count]).toBe(1)
  expect(handler).not.toHaveBeenCalled()
  expect(skip).not.toHaveBeenCalled()
})

test('a failed gate rejects those that come later', async () => {
  const { port } = await serve({ waitFor: [Promise.reject(new Error('no database'))] })
  expect(await text(await connect(port, '/'))).toMatch(/^HTTP\/1\.1 503 /)
})

test.each([
  ['resets', (socket: net.Socket) => void socket.resetAndDestroy()],
  ['closes', (socket: net.Socket) => void socket.destroy()],
  ['half-closes', (socket: net.Socket) => void socket.end()],
])('a client that %s leaves the line, and the listener never hears of it', async (_how, leave) => {
  const { gate, stage, entered, port } = await serve({ requiredCompletions: 2 })
  const first = get(port, '/first')
  const visit = await stage.visits.at(0)
  const socket = await connect(port, '/gone')
  await queued(gate, 1)
  const aborted = once(gate.events, 'abort')
  leave(socket)
  await expect(aborted).resolves.toMatchObject([{ wasAdmitted: false }])
  expect(gate.stats()).toMatchObject({ queued: 0, aborted: 1 })
  visit.answer()
  await first
  expect(entered.entries).toEqual([])
})

test('a client that goes away while the listener works frees the slot', async () => {
  const inside = new Log<Duplex>()
  const { gate, stage, port } = await serve({}, (_req, socket) => {
    socket.on('error', () => undefined)
    socket.resume()
    inside.add(socket)
    return new Promise(() => undefined)
  })
  const socket = await connect(port, '/')
  await inside.at(0)
  const next = get(port, '/next')
  await queued(gate, 1)
  const aborted = once(gate.events, 'abort')
  socket.resetAndDestroy()
  await expect(aborted).resolves.toMatchObject([{ wasAdmitted: true }])
  ;(await stage.visits.at(0)).answer()
  await next
})

test('the listener and events run in the async context in which the upgrade came', async () => {
  const contexts = new AsyncLocalStorage<string>()
  const seen: unknown[] = []
  const gate = bootstrapGate()
  stopAfterTest(() => {
    gate.shutdown()
  })
  gate.events.on('admit', () => seen.push(contexts.getStore()))
  const server = http.createServer((_req, res) => res.end())
  const upgrade = gate.upgrade(({ url }, socket) => {
    seen.push(url, contexts.getStore())
    socket.end()
  })
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    contexts.run(`of ${String(req.url)}`, () => {
      upgrade(req, socket, head)
    })
  })
  const port = await listen(server)
  await Promise.all(['/1', '/2'].map(async (path) => text(await connect(port, path))))
  expect(new Set([seen.slice(0, 3).join(), seen.slice(3).join()])).toEqual(
    new Set(['of /1,/1,of /1', 'of /2,/2,of /2']),
  )
})

test('what is no function is refused by name', () => {
  const gate = bootstrapGate()
  expect(() => gate.upgrade(undefined as never)).toThrow(TypeError)
  expect(() => gate.upgrade(undefined as never)).toThrow(
    '`listener` must be a function, received undefined',
  )
  gate.shutdown()
})

test('a listener that throws frees the slot, and its error is thrown in a turn of its own', async () => {
  const later: (() => void)[] = []
  const inside = new Latch()
  const { gate, stage, port } = await serve({}, () => {
    const spy = jest.spyOn(globalThis, 'setImmediate').mockImplementationOnce((run) => {
      later.push(run)
      return undefined as never
    })
    stopAfterTest(() => {
      spy.mockRestore()
    })
    inside.open()
    throw new Error('thrown')
  })
  await connect(port, '/')
  await inside.opened
  expect(later[0]).toThrow('thrown')
  expect(gate.stats()).toMatchObject({ inFlight: 0, admitted: 1, aborted: 0 })
  const next = get(port, '/next')
  ;(await stage.visits.at(0)).answer()
  expect((await next).status).toBe(200)
})

test('a promise that is rejected frees the slot, and stays the listener’s', async () => {
  let reject!: (error: Error) => void
  const inside = new Latch()
  const { gate, port } = await serve({}, () => ({
    then: (_fulfilled: unknown, rejected: typeof reject) => {
      reject = rejected
      inside.open()
    },
  }))
  await connect(port, '/')
  await inside.opened
  expect(gate.stats().inFlight).toBe(1)
  expect(() => {
    reject(new Error('rejected'))
  }).toThrow('rejected')
  expect(gate.stats()).toMatchObject({ inFlight: 0, aborted: 0 })
})
