import http, { type RequestListener } from 'node:http'
import type { Server } from 'node:net'
import express from 'express'
import express4 from 'express4'
import { bootstrapGate, type BootstrapGate } from '../../lib'
import type { Framework, Handler } from '../helpers/framework'
import { bareHttp } from '../helpers/frameworks/bare'
import { connect } from '../helpers/frameworks/connect'
import { express4 as express4Framework } from '../helpers/frameworks/express-4'
import { express5 } from '../helpers/frameworks/express-5'
import { listen } from '../helpers/listen'

/** @returns the URL at which it listens until the test is over */
async function serve(app: Server | RequestListener): Promise<string> {
  const server = typeof app === 'function' ? http.createServer(app) : app
  return `http://127.0.0.1:${String(await listen(server))}`
}

function serveGated(framework: Framework, gate: BootstrapGate, handler: Handler): Promise<string> {
  return serve(framework.createApp({ stack: [gate], handler, onError: () => undefined }))
}

describe.each([express5, express4Framework, connect, bareHttp])('$name', (framework) => {
  test.each([1, 3])(
    'holds a burst, %i inside at once, and then serves everybody',
    async (limit) => {
      const gate = bootstrapGate({ concurrency: limit, requiredCompletions: 6 })
      let inside = 0
      let most = 0
      const base = await serveGated(framework, gate, (_req, res) => {
        if (gate.state === 'closed') most = Math.max(most, ++inside)
        res.once('finish', () => inside--)
        setImmediate(() => res.end('served'))
      })
      const answers = Array.from({ length: 50 }, async () => (await fetch(base)).text())
      expect(await Promise.all(answers)).toEqual(Array(50).fill('served'))
      expect(most).toBeLessThanOrEqual(limit)
      expect(gate.stats()).toMatchObject({ state: 'open', completed: 6, aborted: 0 })
    },
  )

  test('delivers a body of 5 MB that was held, byte for byte', async () => {
    const gate = bootstrapGate({ requiredCompletions: 2 })
    const body = Buffer.alloc(5_000_000, 'bootstrap gate ')
    const base = await serveGated(framework, gate, (req, res) => {
      const chunks: Buffer[] = []
      req.on('data', (chunk: Buffer) => chunks.push(chunk))
      req.on('end', () => res.end(String(Buffer.concat(chunks).equals(body))))
    })
    const send = async () => (await fetch(base, { method: 'POST', body })).text()
    expect(await Promise.all([send(), send(), send()])).toEqual(['true', 'true', 'true'])
  })
})

test('a gate on one router leaves the other routes alone', async () => {
  const gate = bootstrapGate()
  const app = express()
  const router = express.Router()
  router.use(gate).get('/', (_req, res) => res.send('gated'))
  app.use('/gated', router)
  app.get('/free', (_req, res) => res.send('free'))
  const base = await serve(app)
  expect(await (await fetch(`${base}/free`)).text()).toBe('free')
  expect(gate.stats()).toMatchObject({ admitted: 0 })
  expect(await (await fetch(`${base}/gated`)).text()).toBe('gated')
  expect(gate.stats()).toMatchObject({ admitted: 1, completed: 1 })
})

test.each([
  ['Express 5', () => express()],
  ['Express 4', () => express4()],
] as const)(
  '%s: the forgotten call is explained to whoever runs the app',
  async (_name, create) => {
    const app = create().use(bootstrapGate as unknown as express.RequestHandler)
    const base = await serve(app.set('env', 'test'))
    const page = await (await fetch(base)).text()
    expect(page).toContain('Write `app.use(bootstrapGate())`')
  },
)
