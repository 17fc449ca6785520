import { once } from 'node:events'
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import connect from 'connect'
import express from 'express'
import express4 from 'express4'
import { bootstrapGate, type BootstrapGate } from '../../lib'

type Handler = (req: IncomingMessage, res: ServerResponse) => void

/** How each framework is given the gate and a handler behind it. */
const frameworks: Record<string, (gate: BootstrapGate, handler: Handler) => RequestListener> = {
  'Express 5': (gate, handler) => express().use(gate).use(handler),
  'Express 4': (gate, handler) => express4().use(gate).use(handler),
  Connect: (gate, handler) => connect().use(gate).use(handler),
  'bare http': (gate, handler) => (req, res) => {
    gate(req, res, () => {
      handler(req, res)
    })
  },
}

async function withServer(listener: RequestListener, use: (base: string) => Promise<void>) {
  const server = http.createServer(listener).listen(0)
  await once(server, 'listening')
  try {
    await use(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`)
  } finally {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
}

describe.each(Object.entries(frameworks))('%s', (_name, mount) => {
  test.each([1, 3])(
    'holds a burst, %i inside at once, and then serves everybody',
    async (limit) => {
      const gate = bootstrapGate({ concurrency: limit, requiredCompletions: 6 })
      let inside = 0
      let most = 0
      const listener = mount(gate, (_req, res) => {
        if (gate.state === 'closed') most = Math.max(most, ++inside)
        res.once('finish', () => inside--)
        setImmediate(() => res.end('served'))
      })
      await withServer(listener, async (base) => {
        const answers = Array.from({ length: 50 }, async () => (await fetch(base)).text())
        expect(await Promise.all(answers)).toEqual(Array(50).fill('served'))
      })
      expect(most).toBeLessThanOrEqual(limit)
      expect(gate.stats()).toMatchObject({ state: 'open', completed: 6, aborted: 0 })
    },
  )

  test('delivers a body of 5 MB that was held, byte for byte', async () => {
    const gate = bootstrapGate({ requiredCompletions: 2 })
    const body = Buffer.alloc(5_000_000, 'bootstrap gate ')
    const listener = mount(gate, (req, res) => {
      const chunks: Buffer[] = []
      req.on('data', (chunk: Buffer) => chunks.push(chunk))
      req.on('end', () => res.end(String(Buffer.concat(chunks).equals(body))))
    })
    await withServer(listener, async (base) => {
      const send = async () => (await fetch(base, { method: 'POST', body })).text()
      expect(await Promise.all([send(), send(), send()])).toEqual(['true', 'true', 'true'])
    })
  })
})

test('a gate on one router leaves the other routes alone', async () => {
  const gate = bootstrapGate()
  const app = express()
  const router = express.Router()
  router.use(gate).get('/', (_req, res) => res.send('gated'))
  app.use('/gated', router)
  app.get('/free', (_req, res) => res.send('free'))
  await withServer(app, async (base) => {
    expect(await (await fetch(`${base}/free`)).text()).toBe('free')
    expect(gate.stats()).toMatchObject({ admitted: 0 })
    expect(await (await fetch(`${base}/gated`)).text()).toBe('gated')
    expect(gate.stats()).toMatchObject({ admitted: 1, completed: 1 })
  })
})

test.each([
  ['Express 5', () => express()],
  ['Express 4', () => express4()],
] as const)(
  '%s: the forgotten call is explained to whoever runs the app',
  async (_name, create) => {
    const app = create().use(bootstrapGate as unknown as express.RequestHandler)
    await withServer(app.set('env', 'test'), async (base) => {
      const page = await (await fetch(base)).text()
      expect(page).toContain('Write `app.use(bootstrapGate())`')
    })
  },
)
