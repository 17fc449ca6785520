// Runs all benchmarks and writes docs/benchmarks.md: npm run bench
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchmarks } from './list.mjs'
import { renderPage } from './render/page.mjs'
import { describeMachine } from './support/machine.mjs'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    render: { type: 'boolean', default: false },
  },
})
const root = new URL('../', import.meta.url)
const reports = new URL('reports/', root)
const dataFile = new URL('benchmarks.json', reports)

mkdirSync(reports, { recursive: true })
if (!options.render) writeFileSync(dataFile, JSON.stringify(await measureAll(), null, 2))
const data = JSON.parse(readFileSync(dataFile, 'utf8'), reviveNumber)
// A quick run is for trying the benchmarks: its figures are not for publishing.
const folder = data.quick ? reports : new URL('docs/', root)
for (const [name, content] of Object.entries(await renderPage(data))) {
  writeFileSync(new URL(name, folder), content)
  console.error(`written: ${new URL(name, folder).pathname}`)
}

async function measureAll() {
  const data = { quick: options.quick, machine: describeMachine(), results: {} }
  for (const [name, { measure }] of Object.entries(benchmarks)) {
    const begun = performance.now()
    try {
      data.results[name] = await measure(options)
    } catch (error) {
      console.error(error)
      process.exitCode = 1
    }
    const seconds = ((performance.now() - begun) / 1_000).toFixed(0)
    console.error(`${name}: ${seconds} s`)
  }
  return data
}

/** JSON has no infinity: a median that is null was one. */
function reviveNumber(key, value) {
  return value === null && ['median', 'low', 'high'].includes(key) ? Infinity : value
}
