// What each entry brings into a process that has nothing else: the files of the package, and all packages.
const { execFileSync } = require('node:child_process')

const entries = ['bootstrap-gate/prometheus', 'bootstrap-gate/opentelemetry']

function load(entry) {
  const program = `
    const names = Object.keys(require(${JSON.stringify(entry)}))
    const loaded = Object.keys(require.cache).map((file) => file.replaceAll('\\\\', '/'))
    console.log(JSON.stringify({ names, loaded: loaded.map((file) => file.split('/node_modules/').pop()) }))`
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }))
}

console.log(JSON.stringify(Object.fromEntries(entries.map((entry) => [entry, load(entry)]))))
