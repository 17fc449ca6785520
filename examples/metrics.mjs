// node examples/metrics.mjs
import { fileURLToPath } from 'node:url'
import express from 'express'
import * as client from 'prom-client'
import { bootstrapGate } from 'bootstrap-gate'
import { collectMetrics } from 'bootstrap-gate/prometheus'

export const app = express()
export const gate = bootstrapGate()

// The gate's metrics, and one of the app's own, in one registry.
const registry = new client.Registry()
collectMetrics(gate, { client, registry })
const reports = new client.Counter({
  name: 'reports_total',
  help: 'Reports that were rendered.',
  registers: [registry],
})

// Before the gate: what is measured most is the boot, and a scrape must not wait for its end.
app.get('/metrics', async (req, res) => {
  res.type(registry.contentType).send(await registry.metrics())
})

app.use(gate)

app.get('/report', async (req, res) => {
  const { render } = await import('./routes/report.mjs')
  reports.inc()
  res.type('text').send(await render())
})

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  curl -sZ --no-progress-meter --parallel-immediate '${url}/report?[1-8]'`)
    console.log(`  curl ${url}/metrics`)
  })
}
