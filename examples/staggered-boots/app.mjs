// node examples/staggered-boots/app.mjs
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { takeBootPermit } from './boot-permit.mjs'

const { PORT = '3000', REDIS_URL = 'redis://127.0.0.1:6379' } = process.env
const { LONGEST_BOOT_MS = '30000', PATIENCE_MS = '60000' } = process.env

const permit = takeBootPermit({
  url: REDIS_URL,
  longestBootMs: Number(LONGEST_BOOT_MS),
  patienceMs: Number(PATIENCE_MS),
})
const gate = bootstrapGate({
  waitFor: [permit.had],
  requiredCompletions: 2,
  // From the permit on, as the warm-up starts the clock: no boot is longer than its permit.
  bootTimeoutMs: Number(LONGEST_BOOT_MS),
})
permit.had.then((how) => tell({ booting: how }))
gate.opened.then(
  ({ reason }) => tell({ open: reason }),
  ({ code }) => tell({ failed: code }),
)
gate.opened.then(permit.release, permit.release)

const app = express()
// `/readyz` is 503 until the boot is over, so that no client is sent to wait for the permit.
app.use(gate.health)
app.use(gate)
app.get('/', (req, res) => res.send('hello'))
app.get('/report', async (req, res) => {
  const { render } = await import('./report.mjs')
  res.send(await render())
})

const server = app.listen(Number(PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close()
  gate.shutdown()
})
// What begins with the permit, and ends with the gate open: without it a boot would wait for clients,
// and others for the boot.
await gate.warmUp(server, ['/', '/report'])

/** To who has started it, where that listens; on a clock that all processes of a machine share. */
function tell(what) {
  const atMs = Number(process.hrtime.bigint()) / 1e6
  if (process.connected) process.send({ ...what, atMs })
  else console.log(...Object.entries(what).flat())
}
