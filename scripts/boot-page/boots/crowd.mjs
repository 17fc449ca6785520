// 300 clients at once.
import { setTimeout as delay } from 'node:timers/promises'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { serve } from '../serve.mjs'

const app = express()
const gate = bootstrapGate({ requiredCompletions: 40 })
app.use(gate)
app.get('/report/:id', async (req, res) => {
  const { render } = await import('../modules/report.mjs')
  res.send(await render())
})
app.get('/invoice/:id', async (req, res) => {
  const { total } = await import('../modules/invoice.mjs')
  res.send(total(req.params.id))
})
app.get('/orders/:id', async (req, res) => {
  await delay(5)
  res.send('ok')
})

const send = await serve(app)
const paths = ['orders', 'report', 'orders', 'invoice', 'orders']
for (let n = 0; n < 300; n++) void send(`/${paths[n % paths.length]}/${n}`, { afterMs: n / 3 })

await gate.opened
process.send(gate.report())
