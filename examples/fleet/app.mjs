import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { createDocuments } from '../demo/documents.mjs'
import { createPoolHolder } from '../demo/pool.mjs'
import { addLazyRoutes } from '../demo/routes.mjs'
import { createDrain } from './drain.mjs'
import { createEvents } from './events.mjs'
import { oneOfEach } from './requests.mjs'
import { receive } from './uploads.mjs'

/**
 * Clients come as they like: with so many answers it is as good as sure that every lazy route was
 * among them. Streams have nothing to load that the others have not.
 */
const metByClients = {
  requiredCompletions: 40,
  requestWasSuccessful: (req, res) => res.statusCode < 500 && !req.url.startsWith('/events/'),
}
const warmedUp = { requiredCompletions: oneOfEach.length }

/** The demo's app, with uploads, streams that can be taken up, and an end that loses nobody. */
export function createApp(front) {
  const pool = createPoolHolder()
  const events = createEvents(pool)
  const drain = createDrain()
  const gate =
    front === 'ungated' ? undefined : bootstrapGate(front === 'warmed' ? warmedUp : metByClients)
  const app = express()

  app.use(drain.watch)
  // Before the gate: an upload is as slow as its client, and would keep its slot for so long.
  app.post('/uploads', receive)
  if (gate === undefined) {
    app.get('/readyz', (req, res) => res.json({ status: 'ok' }))
  } else {
    app.use(gate.health)
    app.use(gate)
  }
  app.get('/events/:id', events.stream)
  app.use(express.text({ type: () => true }))
  addLazyRoutes(app, pool, createDocuments())
  app.use(ignoreTheGone)

  return { app, gate, pool, events, drain }
}

/** A client that goes away in the middle of its body needs no answer, and no line in the log. */
function ignoreTheGone(error, req, res, next) {
  if (req.complete) next(error)
}
