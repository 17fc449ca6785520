// node examples/router.mjs
import { fileURLToPath } from 'node:url'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'

export const app = express()
export const gate = bootstrapGate()

// Only the reports need a careful start: they alone are behind the gate.
const reports = express.Router()
reports.use(gate)
reports.get('/', async (req, res) => {
  const { render } = await import('./routes/report.mjs')
  res.type('text').send(await render())
})

app.use('/reports', reports)
app.get('/', (req, res) => res.type('text').send(`the gate of the reports is ${gate.state}\n`))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  curl ${url}/`)
    console.log(`  curl -sZ --no-progress-meter --parallel-immediate '${url}/reports?[1-8]'`)
  })
}
