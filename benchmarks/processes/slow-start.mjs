import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { bootstrapGate } from 'bootstrap-gate'

const [handler, slowStart, held] = process.argv.slice(2)
const handlers = {
  '2 ms of CPU'() {
    const end = performance.now() + 2
    while (performance.now() < end);
  },
  '20 ms of waiting': () => delay(20),
}
const gate = bootstrapGate({
  requiredCompletions: 1,
  slowStart: slowStart === 'true',
  maxQueueSize: Number(held),
  trackImports: false,
})
const stalls = monitorEventLoopDelay({ resolution: 1 })
const took = []
let mayEnd
let readyAt

const server = createServer((req, res) => {
  gate(req, res, () => {
    // The first keeps all others waiting, until they are there.
    if (mayEnd === undefined) mayEnd = () => res.end()
    else answer(res)
  })
})
server.listen(0, '127.0.0.1', 2_048, () => process.send({ port: server.address().port }))

const watch = setInterval(() => {
  if (gate.stats().queued < Number(held)) return
  clearInterval(watch)
  // What arriving has cost is over.
  setTimeout(() => {
    stalls.enable()
    readyAt = performance.now()
    mayEnd()
  }, 200)
}, 20)

async function answer(res) {
  await handlers[handler]()
  res.end()
  took.push(performance.now() - readyAt)
  if (took.length === Number(held)) report()
}

function report() {
  stalls.disable()
  const sorted = took.toSorted((one, other) => one - other)
  const at = (share) => sorted[Math.ceil(share * sorted.length) - 1]
  process.send({ p50Ms: at(0.5), p99Ms: at(0.99), stallMs: stalls.max / 1e6 })
}
