import http from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { Mutex } from 'async-mutex'
import express from 'express'
import { bootstrapGate, type BootstrapGate } from '../../lib'
import { Latch } from '../helpers/latch'
import { listen } from '../helpers/listen'

/**
 * Two routes that, on first use, take the same two locks in opposite order.
 *
 * @param warmUp - what a cold route does between its two locks
 */
function createApp(warmUp: () => Promise<unknown>, gate?: BootstrapGate) {
  const importLock = new Mutex()
  const appLock = new Mutex()
  const pools: object[] = []
  let pool: object | undefined
  const boot = async (first: Mutex, second: Mutex) => {
    await first.runExclusive(async () => {
      await warmUp()
      await second.runExclusive(() => new Promise(setImmediate))
    })
    if (pool === undefined) {
      const created = await new Promise<object>((resolve) => setImmediate(resolve, {}))
      pools.push(created)
      pool = created
    }
  }
  const booted = new Map<string, Promise<void>>()
  const onFirstUse = (url: string, first: Mutex, second: Mutex) => {
    const known = booted.get(url) ?? boot(first, second)
    booted.set(url, known)
    return known
  }
  const app = express()
  if (gate !== undefined) app.use(gate)
  app.get('/a', async (_req, res) => {
    await onFirstUse('/a', importLock, appLock)
    res.send('a')
  })
  app.get('/b', async (_req, res) => {
    await onFirstUse('/b', appLock, importLock)
    res.send('b')
  })
  const isDeadlocked = () => importLock.isLocked() && appLock.isLocked()
  return { app, pools, isDeadlocked }
}

async function serve(app: express.Express) {
  const server = http.createServer(app)
  const base = `http://127.0.0.1:${String(await listen(server))}`
  return { base, server }
}

test('without the gate two first requests lock each other out for good', async () => {
  const bothCame = new Latch()
  let came = 0
  const untilBothCame = () => {
    if (++came === 2) bothCame.open()
    return bothCame.opened
  }
  const { app, isDeadlocked } = createApp(untilBothCame)
  const { base, server } = await serve(app)
  const outcomes = Promise.allSettled(['/a', '/b'].map((url) => fetch(base + url)))
  while (!isDeadlocked()) await new Promise(setImmediate)
  for (let turn = 0; turn < 1000; turn++) await new Promise(setImmediate)
  expect(isDeadlocked()).toBe(true)
  server.closeAllConnections()
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('with the gate everybody is answered, and what is made on first use is made once', async () => {
  const gate = bootstrapGate()
  const longEnoughForOthers = () => setTimeout(50)
  const { app, pools, isDeadlocked } = createApp(longEnoughForOthers, gate)
  const { base } = await serve(app)
  const urls = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? '/a' : '/b'))
  const answers = await Promise.all(urls.map(async (url) => (await fetch(base + url)).text()))
  expect(answers).toEqual(urls.map((url) => url.slice(1)))
  expect(pools).toHaveLength(1)
  expect(isDeadlocked()).toBe(false)
  expect(gate.state).toBe('open')
})
