// node examples/kubernetes/app.mjs
import { readFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'

const { PORT = '8080', WARM_UP, BOOT_TIMEOUT_MS = '60000' } = process.env
// Both from SIGTERM on: until when proxies may go on sending, and until when those who came are
// served. The second is less than terminationGracePeriodSeconds.
const { DRAIN_MS = '10000', SERVE_MS = '25000' } = process.env

const app = express()
const gate = bootstrapGate({ onBootTimeout: 'fail', bootTimeoutMs: Number(BOOT_TIMEOUT_MS) })
gate.opened.then(
  ({ reason }) => console.log(`The gate is open: ${reason}.`),
  ({ code }) => console.error(`The gate has not opened: ${code}.`),
)

/** Those that have not reached their clients whole. */
const responses = new Set()
let isDraining = false

app.use((req, res, next) => {
  responses.add(res)
  res.once('close', () => responses.delete(res))
  // What this client asks next goes to another pod.
  if (isDraining) res.setHeader('Connection', 'close')
  if (isDraining && req.path === '/readyz') res.status(503).json({ status: 'draining' })
  else next()
})
app.use(gate.health)
app.use(gate)

app.get('/', (req, res) => res.send('hello'))
app.get('/report', async (req, res) => {
  const { render } = await import('./report.mjs')
  res.send(await render())
})
app.get('/orders/:id', (req, res) => res.json({ id: req.params.id }))
app.post('/orders', express.json(), (req, res) => res.status(201).json(req.body))
// A download: some read it slowly.
app.get('/export', (req, res) => res.send(Buffer.alloc(20_000_000)))

const server = http.createServer(app)

process.once('SIGTERM', async () => {
  isDraining = true
  for (const res of responses) if (!res.headersSent) res.setHeader('Connection', 'close')
  await delay(Number(DRAIN_MS))

  // Who has connected by now is accepted first: Node accepts one in a turn.
  let quietTurns = 0
  server.on('connection', () => (quietTurns = 0))
  for (let turns = 0; turns < 10_000 && quietTurns < 10; turns++, quietTurns++) await nextTurn()
  // Not server.close(): that would cut off whoever has not read an answer to its end.
  net.Server.prototype.close.call(server)
  setInterval(() => {
    const isBeingRead = [...responses].some((res) => res.writableEnded)
    if (!isBeingRead) server.closeIdleConnections()
  }, 500).unref()

  // From here on only those who came keep the process alive.
  await delay(Number(SERVE_MS) - Number(DRAIN_MS), undefined, { ref: false })
  gate.shutdown()
  await delay(1000, undefined, { ref: false })
  server.closeAllConnections()
})

server.listen(Number(PORT), () => console.log(`Listening on port ${PORT}.`))
if (WARM_UP !== 'off') {
  const paths = JSON.parse(readFileSync(new URL('warm-up.json', import.meta.url), 'utf8'))
  await gate.warmUp(server, paths)
}
