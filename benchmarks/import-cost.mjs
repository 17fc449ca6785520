// What an import() costs while a gate is closed, against the same without a gate.
// node benchmarks/import-cost.mjs (after npm run build)
import { bootstrapGate } from 'bootstrap-gate'
import { createServer } from 'node:http'
import { once } from 'node:events'

const rounds = 41
const importsPerRound = 200
let fresh = 0

const kinds = {
  'a module never loaded before': () => import(`./import-cost-module.mjs?${String(fresh++)}`),
  'a module in the cache': () => import('./import-cost-module.mjs'),
}

async function measure(load) {
  const began = performance.now()
  for (let i = 0; i < importsPerRound; i++) await load()
  return ((performance.now() - began) * 1000) / importsPerRound
}

let gate
let load
const server = createServer((req, res) => {
  const answer = async () => res.end(String(await measure(load)))
  if (gate === undefined) answer()
  else gate(req, res, answer)
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${String(server.address().port)}/`

/** Microseconds for one import that a request asks for. */
async function measureRequest(isGated) {
  gate = isGated ? bootstrapGate() : undefined
  const response = await fetch(url)
  const microseconds = Number(await response.text())
  gate?.shutdown()
  return microseconds
}

/** Both ways in turn, and each goes first as often as the other: what disturbs one disturbs both. */
async function measurePair(round) {
  const order = round % 2 === 0 ? [false, true] : [true, false]
  const pair = {}
  for (const isGated of order) pair[isGated ? 'gated' : 'bare'] = await measureRequest(isGated)
  return pair
}

function summarise(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))].toFixed(2)
  return { median: at(0.5), spread: `${at(0.25)}–${at(0.75)}` }
}

const table = {}
for (const [kind, loadKind] of Object.entries(kinds)) {
  load = loadKind
  for (let round = 0; round < 4; round++) await measurePair(round)
  const pairs = []
  for (let round = 0; round < rounds; round++) pairs.push(await measurePair(round))
  const ratio = summarise(pairs.map(({ gated, bare }) => gated / bare))
  table[kind] = {
    'without (µs)': summarise(pairs.map(({ bare }) => bare)).median,
    'closed gate (µs)': summarise(pairs.map(({ gated }) => gated)).median,
    ratio: ratio.median,
    'middle half': ratio.spread,
  }
}
console.log(`Node ${process.version}, ${rounds} rounds of ${importsPerRound} imports each way`)
console.table(table)
server.close()
server.closeAllConnections()
