// node examples/custom-503.mjs
import { fileURLToPath } from 'node:url'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'

export const app = express()
export const gate = bootstrapGate({
  // A short queue, so that it is easy to see a request rejected.
  maxQueueSize: 2,

  // Health checks pass at once, in every state, and do not count.
  skip: (req) => req.url === '/healthz',

  // Your own answer in place of the default 503.
  handler: (req, res, next, rejection) => {
    res
      .status(rejection.status)
      .set({ 'Retry-After': '2', 'Cache-Control': 'no-store' })
      .json({ error: 'The service is starting.', code: rejection.code })
  },
})

app.use(gate)
app.get('/healthz', (req, res) => {
  const { state, completed, queued } = gate.stats()
  res.json({ state, completed, queued })
})
app.use(express.text({ type: () => true }))
app.post('/notes', (req, res) => res.type('text').send(`noted: ${req.body}\n`))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  (sleep 5; echo slow) | curl -X POST -T - ${url}/notes &`)
    console.log(
      `  sleep 1; curl -sZ --no-progress-meter --parallel-immediate -d quick '${url}/notes?[1-4]'`,
    )
    console.log(`  curl ${url}/healthz`)
  })
}
