import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'
import { interleave } from '../support/interleave.mjs'

const importsPerRound = 150
const warmUpRounds = 3
const channels = ['tracing:module.import:start', 'tracing:module.import:asyncEnd']
const doNothing = () => {}

/** Each runs a handler, and says how to undo what it has set up for that. */
const subjects = {
  'without a gate': (req, res, handle) => {
    handle()
    return doNothing
  },
  'behind a closed gate': (req, res, handle) => {
    const gate = bootstrapGate()
    gate(req, res, handle)
    return () => gate.shutdown()
  },
  'Node alone: a subscriber that does nothing': (req, res, handle) => {
    for (const channel of channels) subscribe(channel, doNothing)
    handle()
    return () => channels.forEach((channel) => unsubscribe(channel, doNothing))
  },
  'Node alone: an `AsyncLocalStorage` in use': (req, res, handle) => {
    const storage = new AsyncLocalStorage()
    storage.run({}, handle)
    return () => storage.disable()
  },
}

let freshImports = 0
const kinds = {
  fresh: () => import(`./imported.mjs?${String(freshImports++)}`),
  cached: () => import('./imported.mjs'),
}

let subject
let load
const server = createServer((req, res) => {
  const undo = subjects[subject](req, res, async () => {
    const begun = performance.now()
    for (let count = 0; count < importsPerRound; count++) await load()
    res.end(String(((performance.now() - begun) * 1_000) / importsPerRound))
  })
  res.once('close', undo)
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${String(server.address().port)}/`

/** Microseconds for one import that a request asks for. */
async function measureRequest(name) {
  subject = name
  const response = await fetch(url)
  return Number(await response.text())
}

const names = Object.keys(subjects)
const results = {}
for (const kind of Object.keys(kinds)) {
  load = kinds[kind]
  await interleave(names, warmUpRounds, measureRequest)
  results[kind] = await interleave(names, Number(process.argv[2]), measureRequest)
}
process.send(results)
