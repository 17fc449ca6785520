// node examples/commonjs.cjs
const { setTimeout: delay } = require('node:timers/promises')
const express = require('express')
const { bootstrapGate } = require('bootstrap-gate')

const app = express()
const gate = bootstrapGate()

// The first call loads, and the gate stays closed until that has settled, on Node 20 too. All
// callers share the one load; after a failure the next call tries anew.
const report = gate.lazy(() => import('./routes/report.mjs'), 'report')
const rates = gate.lazy(readRates, 'rates')

app.use(gate)

app.get('/report', async (req, res) => {
  const { render } = await report()
  res.type('text').send(await render())
})

app.get('/rates', async (req, res) => res.json(await rates()))

/** Stands for a file or a service. */
async function readRates() {
  console.log('The rates are read.')
  await delay(100)
  return { EUR: 1, USD: 1.1 }
}

module.exports = { app, gate }

if (require.main === module) {
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(
      `  curl -sZ --no-progress-meter --parallel-immediate '${url}/report?[1-8]' '${url}/rates?[1-8]'`,
    )
  })
}
