// node examples/tracing.mjs
import { fileURLToPath } from 'node:url'
import * as api from '@opentelemetry/api'
import { ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { instrument } from 'bootstrap-gate/opentelemetry'

const isRun = process.argv[1] === fileURLToPath(import.meta.url)

// Prints each span as it ends. A service of yours sends them to a collector.
const printer = new SimpleSpanProcessor(new ConsoleSpanExporter())
new NodeTracerProvider({ spanProcessors: isRun ? [printer] : [] }).register()

export const app = express()
export const gate = bootstrapGate()
instrument(gate, { api })

// A span for each request, as @opentelemetry/instrumentation-http makes it by itself. All that comes after
// is in its trace: how long the gate held it, and what it imported.
app.use((req, res, next) => {
  api.trace.getTracer('app').startActiveSpan(`${req.method} ${req.path}`, (span) => {
    res.once('close', () => span.end())
    next()
  })
})

app.use(gate)

app.get('/report', async (req, res) => {
  const { render } = await import('./routes/report.mjs')
  res.type('text').send(await render())
})

if (isRun) {
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  curl -sZ --no-progress-meter --parallel-immediate '${url}/report?[1-8]'`)
  })
}
