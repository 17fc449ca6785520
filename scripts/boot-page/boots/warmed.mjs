// A service that sends itself its first requests before anybody can connect.
import { once } from 'node:events'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { serve } from '../serve.mjs'

const app = express()
const gate = bootstrapGate({ requiredCompletions: 3 })
app.use(gate)
app.get('/report', async (req, res) => {
  const { render } = await import('../modules/report.mjs')
  res.send(await render())
})
app.get('/invoice/:id', async (req, res) => {
  const { total } = await import('../modules/invoice.mjs')
  res.send(total(req.params.id))
})
app.use((req, res) => res.send('ok'))

const opened = once(gate.events, 'open')
const warm = gate.warmUp(app, ['/report', '/invoice/7', '/'])
const send = await serve(app)
for (let n = 0; n < 3; n++) void send(`/orders/${n}`, { afterMs: 40 + 60 * n })

await Promise.all([opened, warm])
process.send(gate.report())
