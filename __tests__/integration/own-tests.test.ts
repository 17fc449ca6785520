import express, { type Express } from 'express'
import request from 'supertest'
import type { BootstrapGate, BootstrapGateOptions } from '../../lib'
import { closedGate } from '../helpers/closed-gate'

interface App {
  readonly app: Express
  readonly gate: BootstrapGate
}

function createApp(options?: BootstrapGateOptions): App {
  const app = express()
  const gate = closedGate(options)
  app.use(gate, express.json())
  app.post('/echo', (req, res) => res.json(req.body))
  app.get('/fault', () => {
    throw new Error('a fault of the app')
  })
  return { app, gate }
}

describe('an app that is tested with supertest', () => {
  test('answers through a closed gate, one after the other, until it opens', async () => {
    const { app, gate } = createApp()
    for (const count of [1, 2, 3, 4]) {
      await request(app).post('/echo').send({ count }).expect(200, { count })
    }
    await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
    await request(app).post('/echo').send({ count: 5 }).expect(200, { count: 5 })
  })

  test('answers requests that come at once', async () => {
    const { app, gate } = createApp()
    const counts = Array.from({ length: 20 }, (_, count) => count)
    await Promise.all(
      counts.map((count) => request(app).post('/echo').send({ count }).expect(200, { count })),
    )
    expect(gate.stats()).toMatchObject({ state: 'open', completed: 4, aborted: 0 })
  })

  test('shows its own errors, which count when there were four times as many as are required', async () => {
    const { app, gate } = createApp({ requiredCompletions: 1 })
    const fault = (): PromiseLike<unknown> =>
      request(app)
        .get('/fault')
        .expect(500, /a fault of the app/)
    for (let time = 0; time < 4; time++) await fault()
    expect(gate.stats()).toMatchObject({ state: 'closed', completed: 0 })
    await fault()
    expect(gate.state).toBe('open')
  })

  test('shows the 503 of a gate that is shut down', async () => {
    const { app, gate } = createApp()
    gate.shutdown()
    await request(app)
      .get('/echo')
      .set('Accept', 'text/plain')
      .expect(503, /shutting down/)
      .expect('Connection', 'close')
      .expect('Retry-After', '1')
  })
})
