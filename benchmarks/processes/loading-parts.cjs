const steps = {}
const builtins = {}

function step(name, work) {
  const begun = performance.now()
  const result = work()
  steps[name] = performance.now() - begun
  return result
}

// The same that the package asks for: what Node itself has loaded already is quick.
for (const name of ['async_hooks', 'diagnostics_channel', 'events']) {
  const begun = performance.now()
  require(`node:${name}`)
  builtins[`node:${name}`] = performance.now() - begun
}

const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')
const file = step('find its file', () => require.resolve('bootstrap-gate'))
const source = step('read it', () => readFileSync(file, 'utf8'))
step('compile it', () => new Script(source))
const { bootstrapGate } = step('all of `require()`', () => require('bootstrap-gate'))
const gate = step('make a gate', () => bootstrapGate())
const message = () => ({ on() {}, removeListener() {}, headers: {}, httpVersionMajor: 1 })
const arrive = () => gate(message(), message(), () => {})
step('let the first request in', arrive)
setImmediate(() => {
  step('hold the second, which loads async-mutex', arrive)
  process.send({ steps, builtins })
})
