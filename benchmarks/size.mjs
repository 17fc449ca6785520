// How large the package is, and what of it a process loads: npm run size (after npm run build)
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const shell = process.platform === 'win32'

const limits = {
  'packed, to download': 90_000,
  'unpacked, on disk': 300_000,
  'loaded with the package': 92_000,
  'loaded before the first request': 44_000,
  'loaded by the first gate.report()': 8_000,
  'loaded with /report': 56_000,
  'loaded with /prometheus': 13_000,
  'loaded with /opentelemetry': 13_000,
}

const sizes = {
  ...measurePackage(),
  ...measureLoaded(),
  ...measureEntry('report'),
  ...measureEntry('prometheus'),
  ...measureEntry('opentelemetry'),
}
for (const [what, limit] of Object.entries(limits)) {
  const size = sizes[what]
  const isWithin = size <= limit
  if (!isWithin) process.exitCode = 1
  console.log(
    `${isWithin ? 'ok  ' : 'FAIL'}  ${what.padEnd(34)} ${kilobytes(size)} of ${kilobytes(limit)}`,
  )
}

function measurePackage() {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline']
  const answer = execFileSync('npm', args, { cwd: root, encoding: 'utf8', shell })
  const [{ size, unpackedSize }] = Object.values(JSON.parse(answer))
  return { 'packed, to download': size, 'unpacked, on disk': unpackedSize }
}

/** The size of all files that come to be loaded, the dependencies' included. */
function measureLoaded() {
  const program = `
    const { statSync } = require('node:fs')
    const size = () => Object.keys(require.cache).reduce((sum, file) => sum + statSync(file).size, 0)
    const { bootstrapGate } = require('bootstrap-gate')
    const sizes = []
    const note = () => sizes.push(size() - sizes.reduce((sum, part) => sum + part, 0))
    note()
    const gate = bootstrapGate()
    setImmediate(() => setImmediate(() => {
      note()
      gate.report()
      note()
      console.log(JSON.stringify(sizes))
      gate.shutdown()
    }))`
  const answer = execFileSync(process.execPath, ['-e', program], { cwd: root, encoding: 'utf8' })
  const [loaded, more, report] = JSON.parse(answer)
  return {
    'loaded with the package': loaded,
    'loaded before the first request': more,
    'loaded by the first gate.report()': report,
  }
}

/** The size of an entry that only some users load, with all that it loads. */
function measureEntry(name) {
  const program = `
    const { statSync } = require('node:fs')
    require('bootstrap-gate/${name}')
    console.log(Object.keys(require.cache).reduce((sum, file) => sum + statSync(file).size, 0))`
  const answer = execFileSync(process.execPath, ['-e', program], { cwd: root, encoding: 'utf8' })
  return { [`loaded with /${name}`]: Number(answer) }
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1)} KB`
}
