import { bootstrapGate } from 'bootstrap-gate'
import expressQueue from 'express-queue'
import { createTrafficApp } from '../subjects/traffic-app.mjs'
import { watchGate } from '../support/watch-gate.mjs'

const [front, files, firstClients] = process.argv.slice(2)

let describeGate = () => null
const fronts = {
  'no gate': () => [],
  'express-queue, activeLimit 1': () => [expressQueue({ activeLimit: 1, queuedLimit: -1 })],
  'bootstrap-gate': () => {
    const gate = bootstrapGate()
    describeGate = watchGate(gate)
    return [gate]
  },
}

const { app, report } = createTrafficApp(fronts[front](), files, () => server.address().port)
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))

let seen = 0
server.on('request', ({ url }) => {
  // What the app asks of itself is no client.
  if (url.startsWith('/api/')) return
  seen++
  if (seen === Number(firstClients)) process.send('first clients seen')
})
process.on('message', () => process.send({ ...report(), gate: describeGate() }))
process.on('disconnect', () => process.exit())
