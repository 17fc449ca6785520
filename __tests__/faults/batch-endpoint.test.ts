import http, { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough, duplexPair } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { BootstrapGate } from '../../lib'
import { http1Client, type Send } from '../helpers/client'
import { closedGate } from '../helpers/closed-gate'
import { listen } from '../helpers/listen'

type Listener = (req: IncomingMessage, res: ServerResponse) => void

/** Dispatches a request that it makes of the connection of another, as batch endpoints do. */
async function dispatchLike(other: IncomingMessage, url: string, app: Listener): Promise<string> {
  const req = Object.assign(new IncomingMessage(other.socket), { method: 'GET', url })
  const res = new ServerResponse(req)
  const sink = new PassThrough()
  res.assignSocket(sink as never)
  res.on('finish', () => sink.end())
  app(req, res)
  return text(sink)
}

/** Sends a request over a connection in memory, as it is injected into a server. */
function inject(server: http.Server, path: string): Promise<string> {
  const [client, injected] = duplexPair()
  server.emit('connection', injected)
  client.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
  return text(client)
}

const styles: [string, (gate: BootstrapGate, app: Listener) => Listener][] = [
  [
    'called back',
    (gate, app) => (req, res) => {
      gate(req, res, () => {
        app(req, res)
      })
    },
  ],
  [
    'awaited',
    (gate, app) => async (req, res) => {
      await new Promise((resolve) => {
        gate(req, res, resolve)
      })
      app(req, res)
    },
  ],
]

/** Serves `/batch`, which waits for its two parts, behind a gate. */
async function serve(
  behind: (gate: BootstrapGate, app: Listener) => Listener,
  ask: (part: string, req: IncomingMessage, server: http.Server) => Promise<string>,
): Promise<{ gate: BootstrapGate; send: Send }> {
  const gate = closedGate({ requiredCompletions: 10 })
  const listener = behind(gate, (req, res) => {
    const parts = req.url === '/batch' ? ['/a', '/b'] : []
    void Promise.all(parts.map((part) => ask(part, req, server))).then((answers) => {
      res.end(String(answers.length))
    })
  })
  const server = http.createServer(listener)
  return { gate, send: http1Client(await listen(server)) }
}

describe.each(styles)(
  'a batch behind a gate that is %s does not wait for itself',
  (_style, behind) => {
    test('when it makes its parts of its own connection', async () => {
      const { gate, send } = await serve(behind, (part, req, server) =>
        dispatchLike(req, part, (...messages) => server.emit('request', ...messages)),
      )
      expect((await send('/batch').answer).body).toBe('2')
      expect(gate.stats()).toMatchObject({ nested: 2, completed: 1, slotTimeouts: 0 })
    })

    test('when it sends them over connections in memory', async () => {
      const { gate, send } = await serve(behind, (part, _req, server) => inject(server, part))
      expect((await send('/batch').answer).body).toBe('2')
      expect(gate.stats()).toMatchObject({ nested: 2, completed: 1, slotTimeouts: 0 })
    })
  },
)
