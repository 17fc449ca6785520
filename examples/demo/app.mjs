import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { toHtml } from 'bootstrap-gate/report'
import { sendDashboard } from './dashboard.mjs'
import { createDocuments } from './documents.mjs'
import { createEvents } from './events.mjs'
import { createPoolHolder } from './pool.mjs'
import { addLazyRoutes } from './routes.mjs'

/** Six routes have something to start: let each be met once or twice before everybody goes in. */
const requiredCompletions = 12

/**
 * An app as many are: each route loads what it needs when it is first asked. With `gated` it has a
 * gate, and shows what that does; nothing else is different.
 */
export function createApp({ gated, options = { requiredCompletions } }) {
  const pool = createPoolHolder()
  const events = createEvents(pool)
  const gate = gated ? bootstrapGate(options) : undefined
  const app = express()

  if (gate !== undefined) {
    app.get('/gate', (req, res) => res.json(gate.stats()))
    app.get('/boot', (req, res) => res.type('html').send(toHtml(gate.report())))
    app.use(gate)
  }
  // Behind the gate, which knows health checks by what they send.
  app.get('/healthz', (req, res) => res.type('text').send('alive\n'))
  app.get('/events/:id', events.stream)
  app.get('/dashboard/:id', sendDashboard)
  app.use(express.text({ type: () => true }))
  addLazyRoutes(app, pool, createDocuments())

  return { app, gate, pool, events }
}
