import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import http, { type Server } from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import tls from 'node:tls'
import type { BootstrapGate, BootstrapGateOptions } from '../../lib'
import { makeCertificate } from '../helpers/certificate'
import { stopAfterTest } from '../helpers/cleanup'
import { closedGate } from '../helpers/closed-gate'
import { Latch } from '../helpers/latch'
import { listen } from '../helpers/listen'
import { Log } from '../helpers/log'
import { turn } from '../helpers/turn'

const files = makeCertificate()
const certificate = () => ({
  key: readFileSync(files?.key ?? ''),
  cert: readFileSync(files?.cert ?? ''),
})

const servers = {
  http: () => http.createServer(),
  https: () => https.createServer(certificate()),
  'http2 that takes HTTP/1': () =>
    http2.createSecureServer({ ...certificate(), allowHTTP1: true }) as unknown as Server,
}
type Kind = keyof typeof servers

const deaths = {
  resets: (socket: net.Socket) => {
    // A socket of TLS cannot itself.
    rawOf(socket).resetAndDestroy()
  },
  closes: (socket: net.Socket) => {
    socket.destroy()
  },
  'half-closes': (socket: net.Socket) => {
    socket.end()
  },
}
const raw = new WeakMap<net.Socket, net.Socket>()
const rawOf = (socket: net.Socket): net.Socket => raw.get(socket) ?? socket

interface Inside {
  readonly url: string
  readonly socket: Duplex
  /** Says 101, and gives the slot on. */
  readonly accept: () => void
}

/** A gate before upgrades, each of which stays in its slot until the test accepts it, and echoes then. */
async function serve(kind: Kind, options: BootstrapGateOptions = {}) {
  const gate = closedGate({ requiredCompletions: 99, ...options })
  const inside = new Log<Inside>()
  const server = servers[kind]()
  server.on('request', (req, res) => {
    gate(req, res, () => res.end('served'))
  })
  server.on(
    'upgrade',
    gate.upgrade(({ url = '' }, socket, head) => {
      const accepted = new Latch()
      const accept = (): void => {
        if (!socket.destroyed) socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')
        socket.write(head)
        socket.pipe(socket)
        accepted.open()
      }
      socket.on('error', () => undefined)
      inside.add({ url, socket, accept })
      return accepted.opened
    }),
  )
  const port = await listen(server)
  const upgrade = (target: string, more = '') => connect(kind, port, target, more)
  const get = async (): Promise<string> => {
    const socket = await openSocket(kind, port)
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    return text(socket)
  }
  return { gate, inside, upgrade, get, server, port }
}

async function openSocket(kind: Kind, port: number): Promise<net.Socket> {
  const plain = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  stopAfterTest(() => plain.destroy())
  plain.on('error', () => undefined)
  await once(plain, 'connect')
  if (kind === 'http') return plain
  const secure = tls.connect({
    socket: plain,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
  })
  raw.set(secure, plain)
  stopAfterTest(() => secure.destroy())
  secure.on('error', () => undefined)
  await once(secure, 'secureConnect')
  return secure
}

async function connect(kind: Kind, port: number, target: string, more: string) {
  const socket = await openSocket(kind, port)
  const head = [`GET ${target} HTTP/1.1`, 'Host: a', 'Connection: Upgrade', 'Upgrade: websocket']
  socket.write(`${head.join('\r\n')}\r\n\r\n${more}`)
  return socket
}

async function queued(gate: BootstrapGate, count: number): Promise<void> {
  while (gate.stats().queued !== count) await turn()
}

/** What a socket has sent up to these words. */
async function hears(socket: net.Socket, words: string): Promise<string> {
  let heard = ''
  while (!heard.includes(words)) heard += String((await once(socket, 'data'))[0])
  return heard
}

const kinds = (Object.keys(servers) as Kind[]).filter(
  (kind) => kind === 'http' || files !== undefined,
)
const cases = kinds.flatMap((kind) =>
  Object.entries(deaths).map(([how, die]) => ({ kind, how, die })),
)

describe.each(cases)('$kind: a client that $how', ({ kind, die, how }) => {
  test('dies in the line, in its slot and after it, and the next is served each time', async () => {
    const { gate, inside, upgrade, get } = await serve(kind)
    const first = await upgrade('/first')
    await inside.at(0)
    const waiting = await upgrade('/waiting')
    await queued(gate, 1)
    const second = await upgrade('/second')
    await queued(gate, 2)

    const left = once(gate.events, 'abort')
    die(waiting)
    await expect(left).resolves.toMatchObject([{ wasAdmitted: false }])

    die(first)
    // Whether more than a side was closed is not known before something is written.
    if (how !== 'resets') inside.entries[0]?.accept()
    const { url, accept } = await inside.at(1)
    expect(url).toBe('/second')
    accept()
    await hears(second, '101')
    expect(await get()).toMatch(/^HTTP\/1\.1 200 /)

    const { socket } = await inside.at(1)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    die(second)
    await closed
    expect(await get()).toMatch(/^HTTP\/1\.1 200 /)
    expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0, admitted: 4, slotTimeouts: 0 })
    expect(gate.stats().aborted).toBeGreaterThanOrEqual(how === 'resets' ? 2 : 1)
  })

  test('dies as it is rejected, before it has read why', async () => {
    const { gate, upgrade, get } = await serve(kind, { waitFor: [new Promise(() => undefined)] })
    const sockets = []
    for (let count = 0; count < 3; count++) {
      sockets.push(await upgrade(`/${String(count)}`))
      await queued(gate, count + 1)
    }
    gate.shutdown()
    for (const socket of sockets) die(socket)
    const late = await upgrade('/late')
    die(late)
    expect(await get()).toMatch(/^HTTP\/1\.1 503 /)
    expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0, admitted: 0 })
  })
})

describe.each(kinds)('%s', (kind) => {
  test('what clients send before their turn reaches the listener whole', async () => {
    const { gate, inside, upgrade } = await serve(kind)
    await upgrade('/first')
    const { accept } = await inside.at(0)
    const eager = await upgrade('/eager', 'with the head, ')
    await queued(gate, 1)
    const later = `${'later '.repeat(50_000)}end`
    eager.write(later)
    await turn()
    accept()
    ;(await inside.at(1)).accept()
    expect(await hears(eager, 'end')).toContain(`\r\n\r\nwith the head, ${later}`)
  })

  test('many at once that die at all times leave nothing behind', async () => {
    const { gate, inside, upgrade, get, server } = await serve(kind, { slotTimeoutMs: 1000 })
    let arrived = 0
    server.on('upgrade', () => arrived++)
    let leftLine = 0
    gate.events.on('abort', ({ wasAdmitted }) => (leftLine += wasAdmitted ? 0 : 1))
    const ways = [...Object.values(deaths), () => undefined]
    const clients = Array.from({ length: 60 }, async (_, id) => {
      const socket = await upgrade(`/${String(id)}`, id % 7 === 0 ? 'early' : '')
      const die = ways[id % ways.length]
      if (id % 3 === 0) die?.(socket)
      else setTimeout(() => die?.(socket), (id * 7) % 50)
    })
    let count = 0
    const accepting = (async () => {
      for (;;) (await inside.at(count++)).accept()
    })()
    void accepting
    await Promise.all(clients)
    expect(await get()).toMatch(/^HTTP\/1\.1 200 /)
    await queued(gate, 0)
    while (gate.stats().inFlight > 0) await turn()
    const { admitted } = gate.stats()
    expect(admitted).toBeGreaterThan(15)
    // And the request.
    expect(admitted + leftLine).toBe(arrived + 1)
    expect(gate.stats()).toMatchObject({ slotTimeouts: 0, state: 'closed' })
  })

  test('one that is sent right behind a request on its connection comes after it', async () => {
    const { gate, inside, port } = await serve(kind)
    const socket = await openSocket(kind, port)
    socket.write(
      'GET /page HTTP/1.1\r\nHost: a\r\n\r\n' +
        'GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    )
    const { url, accept } = await inside.at(0)
    expect(url).toBe('/socket')
    accept()
    const heard = await hears(socket, '101 Switching')
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK[^]*served[^]*HTTP\/1\.1 101/)
    expect(gate.stats()).toMatchObject({ completed: 1, admitted: 2, queued: 0, inFlight: 0 })
  })

  test('one that is rejected and does not go keeps nobody from closing the server', async () => {
    const { gate, upgrade, server } = await serve(kind, {
      maxQueueSize: 0,
      waitFor: [new Promise(() => undefined)],
    })
    const socket = await upgrade('/stays', 'and has sent something')
    expect(await hears(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 503 /)
    const closed = once(server, 'close')
    server.close()
    await closed
    expect(gate.stats().rejected.queueFull).toBe(1)
  })

  test('a kept connection is upgraded after it has been served', async () => {
    const { inside, port } = await serve(kind)
    const socket = await openSocket(kind, port)
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await hears(socket, 'served')
    socket.write('GET /s HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    ;(await inside.at(0)).accept()
    socket.write('ping')
    expect(await hears(socket, 'ping')).toContain('101')
  })
})
