import { setTimeout as delay } from 'node:timers/promises'
import { createApp } from './app.mjs'

const timedRequests = 12
const openingLimitMs = 1_000

const { app, gate, recorder, pool, events } = createApp({ gated: process.argv[2] === 'gated' })

const server = app.listen(0, '127.0.0.1', (error) => {
  if (error) throw error
  process.send({ port: server.address().port })
})

process.on('message', async () => {
  // The last answer can come before the gate has seen enough quiet to open.
  await Promise.race([gate?.opened, delay(openingLimitMs)])
  process.send({
    poolsOpened: pool.opened,
    streamsOpen: events.open,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    gate: gate && { stats: gate.stats(), ...recorder.timings(timedRequests) },
  })
})

// Nobody is left to ask: whatever has happened to the parent, this process goes with it.
process.on('disconnect', () => process.exit())
