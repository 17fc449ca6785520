import http, { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { BootstrapGate } from '../../lib'
import { http1Client } from '../helpers/client'
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

test.each(styles)(
  'a batch whose parts have its own connection does not wait for itself, %s',
  async (_style, behind) => {
    const gate = closedGate({ requiredCompletions: 10 })
    const listener = behind(gate, (req, res) => {
      const parts = req.url === '/batch' ? ['/a', '/b'] : []
      void Promise.all(parts.map((part) => dispatchLike(req, part, listener))).then((answers) => {
        res.end(String(answers.length))
      })
    })
    const send = http1Client(await listen(http.createServer(listener)))
    expect((await send('/batch').answer).body).toBe('2')
    expect(gate.stats()).toMatchObject({ nested: 2, completed: 1, slotTimeouts: 0 })
  },
)
