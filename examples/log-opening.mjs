// node examples/log-opening.mjs
import { subscribe } from 'node:diagnostics_channel'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'

function log(level, message, fields) {
  console.log(JSON.stringify({ level, message, ...fields }))
}

// Where the service logs, for all gates of the process: this needs to know none of them.
subscribe('tracing:bootstrap-gate.boot:asyncEnd', ({ gate, reason, bootMs }) => {
  const { completed, peakQueued, slotTimeouts } = gate.stats()
  const level = reason === 'boot-timeout' ? 'warn' : 'info'
  const fields = { reason, bootMs: Math.round(bootMs), completed, peakQueued, slotTimeouts }
  log(level, 'The gate is open.', fields)
})
subscribe('tracing:bootstrap-gate.boot:error', ({ reason, error }) => {
  log('error', 'The boot has failed.', { reason, cause: String(error.cause ?? error) })
})

export const app = express()
export const gate = bootstrapGate({
  // A boot that fails, to see what is logged then: BOOT=fails node examples/log-opening.mjs
  waitFor: process.env.BOOT === 'fails' ? [() => Promise.reject(new Error('No database.'))] : [],
})
app.use(gate)

app.get('/report', async (req, res) => {
  const { render } = await import('./routes/report.mjs')
  res.type('text').send(await render())
})

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  curl -sZ --no-progress-meter --parallel-immediate '${url}/report?[1-8]'`)
  })
}
