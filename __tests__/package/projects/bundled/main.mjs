import { once } from 'node:events'
import { createServer } from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'

const gate = bootstrapGate({ requiredCompletions: 2 })
let arrived = 0
let allAreHere
const all = new Promise((resolve) => {
  allAreHere = resolve
})

async function answer(res) {
  const { title } = await import('./report.mjs')
  await all
  res.end(title)
}

/** Tells how the gate has served two requests at once. */
async function main() {
  const server = createServer((req, res) => {
    gate(req, res, () => void answer(res))
    if (++arrived === 2) allAreHere()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${server.address().port}`
  const get = async () => (await fetch(url)).text()
  const answers = await Promise.all([get(), get()])
  const { reason } = await gate.opened
  const { imports, peakQueued } = gate.stats()
  const { automatic, settled } = imports
  console.log(JSON.stringify({ answers, peakQueued, reason, automatic, importsSettled: settled }))
  server.close()
  server.closeAllConnections()
}

void main()
