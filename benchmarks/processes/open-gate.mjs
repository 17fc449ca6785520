import { once } from 'node:events'
import { measure } from 'mitata'
import { bootstrapGate } from 'bootstrap-gate'
import { createExchange } from '../support/fake-messages.mjs'
import { interleave } from '../support/interleave.mjs'

const callsForMemory = 200_000
const roundLength = { min_cpu_time: 10e6, min_samples: 12, warmup_samples: 2 }

const gate = bootstrapGate()
gate.open()
const subjects = {
  'a middleware that does nothing': (req, res, next) => next(),
  'another one that does nothing': (req, res, next) => next(),
  'an open gate': gate,
}

let calls = 0
const { req, res } = createExchange()
const next = () => {
  calls++
}
const results = await interleave(
  Object.keys(subjects),
  Number(process.argv[2]),
  async (subject) => {
    const middleware = subjects[subject]
    const { p50 } = await measure(() => middleware(req, res, next), roundLength)
    return p50
  },
)
const bytes = Object.fromEntries(
  Object.entries(subjects).map(([subject, middleware]) => [subject, bytesPerCall(middleware)]),
)
process.send({ nanoseconds: results, bytes, calls })
await once(process, 'disconnect')

/** Heap that a call takes: the least of some tries, for the engine allocates at times too. */
function bytesPerCall(middleware) {
  const tries = Array.from({ length: 7 }, () => {
    globalThis.gc()
    const before = process.memoryUsage().heapUsed
    for (let call = 0; call < callsForMemory; call++) middleware(req, res, next)
    return (process.memoryUsage().heapUsed - before) / callsForMemory
  })
  return Math.max(0, Math.min(...tries))
}
