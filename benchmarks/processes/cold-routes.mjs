import diagnosticsChannel from 'node:diagnostics_channel'
import { once } from 'node:events'
import http from 'node:http'
import express from 'express'
import { coldRoutes } from '../subjects/cold-routes.mjs'

const [way, routes] = process.argv.slice(2)
const elsewhere = 200

// Before any gate is made: who hears of what from now on.
const { subscribe, unsubscribe } = diagnosticsChannel
let listeners = 0
diagnosticsChannel.subscribe = (...args) => {
  listeners++
  return subscribe(...args)
}
diagnosticsChannel.unsubscribe = (...args) => {
  const wasThere = unsubscribe(...args)
  if (wasThere) listeners--
  return wasThere
}

const app = express()
const server = http.createServer(app).listen(0, '127.0.0.1')
await once(server, 'listening')
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
// What the first gate of all loads and compiles is not a cost of one more.
app.get('/first', coldRoutes[way](), answer)
for (let count = 0; count < elsewhere; count++) await ask('/first')
await settle()

const bytesBefore = bytesInUse()
// A gate is loaded and made ready in the turns after its making.
const makeMs = await time(async () => {
  for (let route = 0; route < routes; route++) app.get(`/${route}`, coldRoutes[way](), answer)
  await settle()
})
const closed = { bytes: bytesInUse() - bytesBefore, listeners }

const importUs = await timeEach((count) => import(`./imported.mjs?${count}`))
const requestUs = await timeEach(() => ask('/first'))

const firstMs = []
for (let route = 0; route < routes; route++) firstMs.push(await time(() => ask(`/${route}`)))
await settle()
const open = { bytes: bytesInUse() - bytesBefore, listeners }

firstMs.sort((one, other) => one - other)
process.send({
  makeMs,
  closed,
  open,
  importUs,
  requestUs,
  firstUs: firstMs[Math.floor(firstMs.length / 2)] * 1_000,
})

function answer(req, res) {
  res.end('done')
}

async function ask(path) {
  const { port } = server.address()
  const [res] = await once(http.get({ agent, host: '127.0.0.1', port, path }), 'response')
  await once(res.resume(), 'end')
}

async function timeEach(work) {
  const ms = await time(async () => {
    for (let count = 0; count < elsewhere; count++) await work(count)
  })
  return (ms * 1_000) / elsewhere
}

async function time(work) {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** Whatever is begun in this turn is done. */
async function settle() {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
}

function bytesInUse() {
  for (let time = 0; time < 3; time++) globalThis.gc()
  return process.memoryUsage().heapUsed
}
