// Tries the packed package in the frameworks of examples/frameworks, each cold, under 100 clients at once:
// node scripts/frameworks/main.mjs [--tarball <file>] [name ...]
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { frameworks } from './frameworks.mjs'
import { pack } from './pack.mjs'
import { stopAll } from './processes.mjs'
import { toTable } from './table.mjs'
import { tryFramework } from './try-framework.mjs'

const { values, positionals: names } = parseArgs({
  options: { tarball: { type: 'string' } },
  allowPositionals: true,
})
const unknown = names.filter((name) => !frameworks.some(({ folder }) => folder === name))
if (unknown.length > 0) {
  const known = frameworks.map(({ folder }) => folder).join(', ')
  console.error(`There is no ${unknown.join(', ')}. There are ${known}.`)
  process.exit(2)
}

const scratch = mkdtempSync(path.join(realpathSync(tmpdir()), 'gate-frameworks-'))
const cleanUp = () => {
  stopAll()
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    cleanUp()
    process.exit(1)
  })
}

try {
  const tarball = values.tarball ? path.resolve(values.tarball) : await pack(scratch)
  const results = []
  for (const framework of frameworks) {
    if (names.length > 0 && !names.includes(framework.folder)) continue
    console.log(`==> ${framework.name}`)
    const result = await tryFramework(framework, { scratch, tarball })
    for (const fault of result.faults) console.error(`    ${fault.replaceAll('\n', '\n    ')}`)
    results.push(result)
  }
  const failed = results.filter(({ faults }) => faults.length > 0)
  console.log(`\n${toTable(results)}\n`)
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`)
  process.exitCode = failed.length > 0 ? 1 : 0
} finally {
  cleanUp()
}
