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

/** What is loaded when it is used first is in a bundle, too. */
async function useOnDemand() {
  const other = bootstrapGate({ requiredCompletions: 1 })
  const app = (req, res) => other.health(req, res, () => other(req, res, () => res.end()))
  const statuses = (await other.warmUp(app, ['/', '/readyz'])).map(({ status }) => status)
  const { reason } = await other.opened
  return { statuses, reason, upgrade: typeof other.upgrade(() => undefined) }
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
  const told = { answers, peakQueued, reason, automatic, importsSettled: settled }
  console.log(JSON.stringify({ ...told, onDemand: await useOnDemand() }))
  server.close()
  server.closeAllConnections()
}

void main()
