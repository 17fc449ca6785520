// node examples/database.mjs
import { fileURLToPath } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'

let database

export const app = express()
export const gate = bootstrapGate({
  // Called at once. Requests that come before it is done are held, not refused.
  waitFor: [
    async () => {
      database = await connect(process.env.DATABASE_URL ?? 'memory:')
    },
  ],
})

// Before the gate. When the boot has failed this does too, so that the process is replaced.
app.get('/healthz', (req, res) => res.status(gate.state === 'failed' ? 503 : 200).end())

app.use(gate)

// No request gets here without a database.
app.get('/users/:id', (req, res) => res.json(database.find(req.params.id)))

/** Stands for your driver. */
async function connect(url) {
  await delay(500)
  if (url !== 'memory:') throw new Error(`No database answers at ${url}.`)
  return { find: (id) => ({ id, name: `user ${id}` }) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  curl ${url}/users/7`)
    console.log(`  curl -i ${url}/healthz`)
    console.log('Start it with DATABASE_URL=elsewhere to see a boot that fails.')
  })
}
