// After a deploy event streams come again first, a download is slow, and one long poll keeps its slot.
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { setTimeout as delay } from 'node:timers/promises'
import { serve } from '../serve.mjs'

const app = express()
const gate = bootstrapGate({
  slotTimeoutMs: 800,
  requestWasSuccessful: (req) => req.headers.accept !== 'text/event-stream',
})
app.use(gate)
app.get('/events/:id', (req, res) => {
  res.writeHead(200, { 'content-type': 'text/event-stream' })
  res.write('data: 1\n\n')
})
app.get('/download', async (req, res) => {
  res.write('a part')
  await delay(900)
  res.end()
})
app.get('/poll', () => undefined)
app.get('/orders/:id', async (req, res) => {
  await delay(40)
  res.send('ok')
})

const send = await serve(app)
const headers = { accept: 'text/event-stream' }
for (let n = 0; n < 6; n++) void send(`/events/${n}`, { headers, afterMs: 30 + 10 * n })
void send('/download', { afterMs: 110 })
void send('/events/6', { headers, signal: AbortSignal.timeout(700), afterMs: 120 })
void send('/poll', { afterMs: 130 })
for (let n = 0; n < 10; n++) void send(`/orders/${n}`, { afterMs: 140 + 30 * n })

await gate.opened
process.send(gate.report())
