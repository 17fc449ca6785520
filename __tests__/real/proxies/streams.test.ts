import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import { stopAfterTest } from '../../helpers/cleanup'
import { http1Client } from '../../helpers/client'
import { Latch } from '../../helpers/latch'
import { turn } from '../../helpers/turn'
import { startBackend } from '../support/backend'
import { proxies, Proxy, withoutChecks } from '../support/proxy'

/** An event at once, and others when the test says so; the rest of the paths is answered. */
function eventStreams(headers: Readonly<Record<string, string>> = {}) {
  const open: ServerResponse[] = []
  const handler = (req: IncomingMessage, res: ServerResponse): void => {
    if (req.url !== '/events') res.end('served')
    else {
      res.writeHead(200, { 'Content-Type': 'text/event-stream', ...headers })
      res.write('data: first\n\n')
      open.push(res)
    }
  }
  return { handler, tell: (what: string) => open.map((res) => res.write(`data: ${what}\n\n`)) }
}

async function openStream(port: number): Promise<() => Promise<string>> {
  const request = http.get({ port, host: '127.0.0.1', path: '/events', agent: false })
  stopAfterTest(() => request.destroy())
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.setEncoding('utf8')
  return async () => String((await once(response, 'data'))[0])
}

function openAny(kind: string, port: number): { leave: () => void } {
  if (kind === 'request') return { leave: http1Client(port)('/').abort }
  const client = new WebSocket(`ws://127.0.0.1:${String(port)}/`)
  client.on('error', () => undefined)
  return {
    leave: () => {
      client.terminate()
    },
  }
}

describe.each(proxies)('%s', (name) => {
  test('event streams come through event by event, and nobody waits behind one', async () => {
    const { handler, tell } = eventStreams()
    const { gate, port } = await startBackend({ requiredCompletions: 9 }, handler)
    const proxy = await Proxy.start(name, [port, port])
    const streams = await Promise.all(Array.from({ length: 3 }, () => openStream(proxy.port)))
    const first = await Promise.all(streams.map((next) => next()))
    expect(first).toEqual(Array(3).fill('data: first\n\n'))
    const answer = await http1Client(proxy.port)('/other').answer
    expect(answer.status).toBe(200)
    expect(gate.stats()).toMatchObject({ state: 'closed', streamed: 3, slotTimeouts: 0 })
    const second = Promise.all(streams.map((next) => next()))
    tell('second')
    expect(await second).toEqual(Array(3).fill('data: second\n\n'))
  })

  test('no event is kept back until there is more to send with it', async () => {
    const { handler, tell } = eventStreams()
    const { port } = await startBackend({}, handler)
    const proxy = await Proxy.start(name, [port, port])
    const next = await openStream(proxy.port)
    await next()
    const begun = performance.now()
    for (let n = 0; n < 40; n++) {
      const event = next()
      tell(String(n))
      expect(await event).toBe(`data: ${String(n)}\n\n`)
    }
    // HAProxy keeps each for 0.2 s if it is not told otherwise: 8 s.
    expect(performance.now() - begun).toBeLessThan(4_000)
  })

  test('WebSockets wait at the gate, and talk when it is their turn', async () => {
    const database = new Latch()
    const { gate, server, port } = await startBackend({ waitFor: [database.opened] })
    const sockets = new WebSocketServer({ noServer: true })
    stopAfterTest(() => {
      sockets.close()
    })
    server.on(
      'upgrade',
      gate.upgrade((req, socket, head) => {
        sockets.handleUpgrade(req, socket, head, (webSocket) => {
          webSocket.on('message', (data: Buffer) => {
            webSocket.send(`heard ${data.toString()}`)
          })
        })
      }),
    )
    const proxy = await Proxy.start(name, [port, port], withoutChecks)
    const clients = Array.from({ length: 20 }, (_, id) => {
      const client = new WebSocket(`ws://127.0.0.1:${String(proxy.port)}/${String(id)}`)
      stopAfterTest(() => {
        client.terminate()
      })
      return client
    })
    const opened = Promise.all(clients.map((client) => once(client, 'open')))
    while (gate.stats().queued < 20) await turn()
    expect(clients.filter(({ readyState }) => readyState !== WebSocket.CONNECTING)).toEqual([])

    database.open()
    await opened
    expect(gate.stats()).toMatchObject({ state: 'closed', admitted: 20, completed: 0 })
    const heard = clients.map(async (client, id) => {
      const message = once(client, 'message')
      client.send(String(id))
      return String((await message)[0])
    })
    expect(await Promise.all(heard)).toEqual(clients.map((_, id) => `heard ${String(id)}`))
  })

  test.each(['request', 'WebSocket'])(
    'a %s whose client goes while it waits leaves the line',
    async (kind) => {
      const { gate, server, port } = await startBackend({ waitFor: [new Promise(() => undefined)] })
      server.on('upgrade', gate.upgrade(jest.fn()))
      const proxy = await Proxy.start(name, [port, port], withoutChecks)
      const client = openAny(kind, proxy.port)
      while (gate.stats().queued < 1) await turn()
      const aborted = once(gate.events, 'abort')
      client.leave()
      await aborted
      expect(gate.stats()).toMatchObject({ queued: 0, aborted: 1, admitted: 0 })
    },
  )
})

test('nginx over HTTP/1.0 hands events on one by one, if the app says so', async () => {
  const { handler, tell } = eventStreams({ 'X-Accel-Buffering': 'no' })
  const { port } = await startBackend({}, handler)
  const proxy = await Proxy.start('nginx', [port, port], (config) =>
    config.replace('proxy_http_version 1.1', 'proxy_http_version 1.0'),
  )
  const next = await openStream(proxy.port)
  expect(await next()).toBe('data: first\n\n')
  const second = next()
  tell('second')
  expect(await second).toBe('data: second\n\n')
})
