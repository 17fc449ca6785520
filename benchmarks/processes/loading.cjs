const { statSync } = require('node:fs')

const before = new Set(Object.keys(require.cache))
const begun = performance.now()
require(process.argv[2])
const ms = performance.now() - begun
const files = Object.keys(require.cache).filter((file) => !before.has(file))
const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
process.send({ ms, files: files.length, bytes })
