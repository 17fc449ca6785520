// node examples/shutdown.mjs
import { fileURLToPath } from 'node:url'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'

export const app = express()
export const gate = bootstrapGate()

app.use(gate)
app.use(express.text({ type: () => true }))
app.post('/notes', (req, res) => res.type('text').send(`noted: ${req.body}\n`))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try, then end process ${process.pid} with Ctrl-C or SIGTERM:`)
    console.log(`  (sleep 10; echo slow) | curl -X POST -T - ${url}/notes &`)
    console.log(`  sleep 1; curl -d quick ${url}/notes`)
  })

  const stop = () => {
    // What is held gets a 503; without this it would keep the server from closing.
    gate.shutdown()
    // What is inside the app is answered. The process ends by itself when that is done.
    server.close()
    // Clients would keep their connections for some seconds after the last answer.
    setInterval(() => server.closeIdleConnections(), 100).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
