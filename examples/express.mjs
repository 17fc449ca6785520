// node examples/express.mjs
import { fileURLToPath } from 'node:url'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'

export const app = express()
export const gate = bootstrapGate()

// Before the gate: a health check must not wait.
app.get('/healthz', (req, res) => res.type('text').send('alive\n'))

// All that follows is behind the gate.
app.use(gate)

app.get('/report', async (req, res) => {
  const { render } = await import('./routes/report.mjs')
  res.type('text').send(await render())
})

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  gate.events.on('open', ({ bootMs }) => {
    console.log(`The gate opened ${Math.round(bootMs)} ms after the first request.`)
  })
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  curl -sZ --no-progress-meter --parallel-immediate '${url}/report?[1-8]'`)
    console.log(`  curl ${url}/healthz`)
  })
}
