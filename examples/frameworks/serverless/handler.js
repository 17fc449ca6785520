import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'
import serverless from 'serverless-http'

const app = express()
app.use(bootstrapGate())
app.get('/orders', async (req, res) => {
  const { orders } = await import('./routes/orders.js')
  res.send(await orders())
})
app.post('/report', express.json(), async (req, res) => {
  const { report } = await import('./routes/report.js')
  res.send(`${req.body.year}: ${await report()}`)
})

export const handler = serverless(app)
