import http from 'node:http'
import { Mutex } from 'async-mutex'
import express from 'express'
import { bootstrapGate, type BootstrapGate, type BootstrapGateOptions } from '../../lib'
import { stopAfterTest } from '../helpers/cleanup'
import { http1Client, type Send } from '../helpers/client'
import { listen } from '../helpers/listen'
import { Stage } from '../helpers/stage'

interface Running {
  readonly users: BootstrapGate
  readonly orders: BootstrapGate
  readonly stage: Stage
  readonly send: Send
}

/** An app with two routers, each behind a gate with these options. */
async function setUpTwo(options: BootstrapGateOptions): Promise<Running> {
  const users = bootstrapGate(options)
  const orders = bootstrapGate(options)
  stopAfterTest(() => {
    users.shutdown()
    orders.shutdown()
  })
  const stage = new Stage()
  const app = express()
  app.use('/users', users, stage.handler)
  app.use('/orders', orders, stage.handler)
  return { users, orders, stage, send: http1Client(await listen(http.createServer(app))) }
}

test('two gates in one app stand alone', async () => {
  const { users, orders, stage, send } = await setUpTwo({ requiredCompletions: 1 })
  const first = send('/users').answer
  send('/orders')
  await stage.visits.until(2)
  expect(stage.inside).toBe(2)
  stage.visits.entries.find(({ path }) => path === '/users')?.answer()
  await first
  expect(users.state).toBe('open')
  expect(orders.state).toBe('closed')
  expect(orders.stats()).toMatchObject({ completed: 0, inFlight: 1 })
})

test('two gates in one stack both let requests in, and both open', async () => {
  const outer = bootstrapGate({ requiredCompletions: 1 })
  const inner = bootstrapGate({ requiredCompletions: 2 })
  const app = express().use(outer, inner, (_req, res) => {
    res.end()
  })
  const send = http1Client(await listen(http.createServer(app)))
  await expect(send('/').answer).resolves.toMatchObject({ status: 200 })
  expect([outer.state, inner.state]).toEqual(['open', 'closed'])
  await expect(send('/').answer).resolves.toMatchObject({ status: 200 })
  expect([outer.state, inner.state]).toEqual(['open', 'open'])
})

describe('two gates that share a mutex', () => {
  test('take turns until they open, and then are independent', async () => {
    const mutex = new Mutex()
    const { users, orders, stage, send } = await setUpTwo({ requiredCompletions: 2, mutex })
    const paths = ['/users', '/orders', '/users', '/orders']
    const clients = Promise.all(paths.map((path) => send(path).answer))
    for (let turn = 0; turn < 4; turn++) {
      const { answer } = await stage.visits.at(turn)
      expect(mutex.isLocked()).toBe(true)
      answer()
    }
    const answers = await clients
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(stage.mostInside).toBe(1)
    expect([users.state, orders.state]).toEqual(['open', 'open'])
    expect(mutex.isLocked()).toBe(false)

    const later = [send('/users').answer, send('/orders').answer]
    await stage.visits.until(6)
    expect(stage.inside).toBe(2)
    stage.answerAll()
    await Promise.all(later)
  })

  test('one that opens lets go of the mutex, though its request is still inside', async () => {
    const mutex = new Mutex()
    const { users, orders, stage, send } = await setUpTwo({ mutex })
    const slow = send('/users').answer
    await stage.visits.until(1)
    const next = send('/orders').answer
    users.open()
    const { path } = await stage.visits.at(1)
    expect(path).toBe('/orders')
    expect(stage.inside).toBe(2)
    orders.open()
    expect(mutex.isLocked()).toBe(false)
    stage.answerAll()
    await Promise.all([slow, next])
  })
})
