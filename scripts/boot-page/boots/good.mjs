// A shop: a database first, routes that load what they need, one that blocks, a page that asks its own server.
import { setTimeout as delay } from 'node:timers/promises'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { serve } from '../serve.mjs'

const app = express()
const gate = bootstrapGate({ waitFor: [delay(180)], requiredCompletions: 6 })
app.use(gate)
app.get('/report', async (req, res) => {
  const { render } = await import('../modules/report.mjs')
  res.send(await render())
})
app.get('/invoice/:id', async (req, res) => {
  const { total } = await import('../modules/invoice.mjs')
  await gate.track(() => delay(60), 'connection pool')
  res.send(total(req.params.id))
})
app.get('/dashboard', async (req, res) => {
  const parts = ['/api/orders', '/api/stock'].map((path) =>
    fetch(`http://${req.headers.host}${path}`),
  )
  res.send((await Promise.all(parts)).map(({ status }) => status).join())
})
app.get('/api/orders', async (req, res) => {
  const { orders } = await import('../modules/orders.mjs')
  res.json(orders)
})
app.get('/api/stock', async (req, res) => {
  await delay(30)
  res.json([])
})
app.post('/checkout', (req, res) => {
  const until = performance.now() + 130
  while (performance.now() < until);
  res.send('done')
})
app.get('/broken', async (req, res) => {
  await import('../modules/missing.mjs').catch(() => undefined)
  res.status(500).send('broken')
})
app.get('/events', (req, res) => {
  res.writeHead(200, { 'content-type': 'text/event-stream' })
  res.write('data: 1\n\n')
})
app.use((req, res) => res.send('ok'))

const send = await serve(app)
void send('/report', { afterMs: 40 })
void send('/invoice/7', { afterMs: 60 })
void send('/dashboard', { afterMs: 90 })
void send('/checkout', { method: 'POST', afterMs: 110 })
void send('/events', {
  headers: { accept: 'text/event-stream' },
  afterMs: 140,
})
void send('/broken', { afterMs: 150 })
void send('/gone', { signal: AbortSignal.timeout(350), afterMs: 160 })
for (let n = 0; n < 14; n++) void send(`/orders/${n}`, { afterMs: 200 + 25 * n })

await gate.opened
process.send(gate.report())
