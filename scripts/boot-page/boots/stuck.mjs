// Two modules that wait for each other: a route never answers, and all others wait behind it.
import { setTimeout as delay } from 'node:timers/promises'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { serve } from '../serve.mjs'

const app = express()
const gate = bootstrapGate()
app.use(gate)
app.get('/prices', async (req, res) => {
  await import('../modules/here.mjs')
  res.send('never')
})
app.use((req, res) => res.send('ok'))

const send = await serve(app)
void send('/', { afterMs: 100 })
void send('/prices', { afterMs: 150 })
for (let n = 0; n < 30; n++) void send(`/orders/${n}`, { afterMs: 200 + 60 * n })

await delay(3000)
process.send(gate.report())
