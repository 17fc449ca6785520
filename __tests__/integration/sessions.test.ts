import express, { type RequestHandler } from 'express'
import session from 'express-session'
import http from 'node:http'
import { bootstrapGate, type BootstrapGate } from '../../lib'
import { http1Client, type Answer } from '../helpers/client'
import { Latch } from '../helpers/latch'
import { listen } from '../helpers/listen'

declare module 'express-session' {
  interface SessionData {
    user?: string
  }
}

/** What express-session is used with in many an app: it writes back what it has read, changed or not. */
const sessions = (): RequestHandler =>
  session({ secret: 'a secret', resave: true, saveUninitialized: false })

function createApp(stack: readonly RequestHandler[], latch: Latch): express.Express {
  const app = express()
  for (const middleware of stack) app.use(middleware)
  app.post('/login', (req, res) => {
    req.session.user = 'Ada'
    res.end()
  })
  app.post('/logout', (req, res) => {
    delete req.session.user
    res.end()
  })
  app.get('/slow', async (_req, res) => {
    await latch.opened
    res.end()
  })
  app.get('/page', (_req, res) => res.end())
  app.get('/user', (req, res) => res.send(req.session.user ?? 'nobody'))
  return app
}

/** @returns who is logged in after a logout that was held, with a page held behind it */
async function userAfterLogout(
  gate: BootstrapGate,
  stack: readonly RequestHandler[],
): Promise<string> {
  const latch = new Latch()
  const port = await listen(http.createServer(createApp(stack, latch)))
  const client = http1Client(port)
  const login = await client('/login', { method: 'POST' }).answer
  const cookie = login.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const send = (path: string, method = 'GET'): Promise<Answer> =>
    client(path, { method, headers: { cookie } }).answer

  const slow = send('/slow')
  await until(() => gate.stats().admitted === 2)
  const logout = send('/logout', 'POST')
  await until(() => gate.stats().queued === 1)
  const page = send('/page')
  await until(() => gate.stats().queued === 2)
  latch.open()
  await Promise.all([slow, logout, page])
  return (await send('/user')).body
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn++) {
    if (turn === 1_000_000) throw new Error('It has not come to that.')
    await new Promise(setImmediate)
  }
}

describe('a logout is held, and a page of the same user behind it', () => {
  const options = { requiredCompletions: 10 }

  it('with the gate before the session the user is logged out', async () => {
    const gate = bootstrapGate(options)
    await expect(userAfterLogout(gate, [gate, sessions()])).resolves.toBe('nobody')
  })

  it('with the session before the gate the page writes back what it has read before', async () => {
    const gate = bootstrapGate(options)
    await expect(userAfterLogout(gate, [sessions(), gate])).resolves.toBe('Ada')
  })
})
