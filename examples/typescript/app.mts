// npx tsc -p examples/typescript && node examples/typescript/dist/app.mjs
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'

export const app = express()
export const gate = bootstrapGate({ requiredCompletions: 6 })

app.use(gate)

// The code of a route is loaded by the first request to it.
app.get('/orders/:id', async (req, res, next) => {
  const { handle } = await import('./routes/orders.mjs')
  await handle(req, res, next)
})

app.get('/report', async (req, res, next) => {
  const { handle } = await import('./routes/report.mjs')
  await handle(req, res, next)
})

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  gate.events.on('open', ({ bootMs }) => {
    console.log(`The gate opened ${bootMs.toFixed()} ms after the first request.`)
  })
  const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
    console.log(`Listening on ${url}. Try:`)
    console.log(
      `  curl -sZ --no-progress-meter --parallel-immediate '${url}/report?[1-8]' '${url}/orders/[1-8]'`,
    )
  })
}
