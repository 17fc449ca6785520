// How large the package is, and what of it a process loads: npm run size (after npm run build)
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const shell = process.platform === 'win32'

/** Version 1.0.0 loaded 57.5 KB with the package, and 39.1 KB of async-mutex before the second request. */
const limits = {
  'packed, to download': 90_000,
  'unpacked, on disk': 300_000,
  'loaded with the package': 20_000,
  'loaded before the first request': 90_000,
  both: 1.1 * (57_500 + 39_100),
  'loaded by the first gate.report()': 8_000,
  'loaded by the first gate.warmUp()': 24_000,
  'loaded by the first gate.health': 5_000,
  'loaded by the first gate.upgrade()': 6_000,
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

/** The size of all files that come to be loaded, one thing after the other. */
function measureLoaded() {
  const program = `
    const { statSync } = require('node:fs')
    const size = () => Object.keys(require.cache).reduce((sum, file) => sum + statSync(file).size, 0)
    let before = 0
    const sizes = {}
    const note = (what) => {
      sizes[what] = size() - before
      before = size()
    }
    const { bootstrapGate } = require('bootstrap-gate')
    note('loaded with the package')
    const gate = bootstrapGate()
    setImmediate(() => setImmediate(() => {
      note('loaded before the first request')
      sizes.both = before
      for (const member of ['report()', 'warmUp()', 'health', 'upgrade()']) {
        if (member === 'report()') gate.report()
        else void gate[member.replace('()', '')]
        note('loaded by the first gate.' + member)
      }
      console.log(JSON.stringify(sizes))
      gate.shutdown()
    }))`
  return JSON.parse(
    execFileSync(process.execPath, ['-e', program], { cwd: root, encoding: 'utf8' }),
  )
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
