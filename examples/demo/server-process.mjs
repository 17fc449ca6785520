import { setTimeout as delay } from 'node:timers/promises'
import { createApp } from './app.mjs'
import { warmUpRequests } from './warm-up.mjs'

const openingLimitMs = 1_000

const [front] = process.argv.slice(2)
const { app, gate, pool, events } = createApp(
  front === 'warmed up'
    ? { gated: true, options: { requiredCompletions: warmUpRequests.length } }
    : { gated: front === 'gated' },
)
if (front === 'warmed up') await gate.warmUp(app, warmUpRequests)

const server = app.listen(0, '127.0.0.1', (error) => {
  if (error) throw error
  process.send({ port: server.address().port, listeningMs: performance.now() })
})

process.on('message', async () => {
  // The last answer can come before the gate has seen enough quiet to open.
  await Promise.race([gate?.opened, delay(openingLimitMs)])
  process.send({
    poolsOpened: pool.opened,
    streamsOpen: events.open,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    boot: gate?.report(),
  })
})

// Nobody is left to ask: whatever has happened to the parent, this process goes with it.
process.on('disconnect', () => process.exit())
