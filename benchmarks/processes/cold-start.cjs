const { EventEmitter } = require('node:events')
const { createRequire } = require('node:module')
const path = require('node:path')
require('node:http') // a server has it

// Not `performance.now()`: Node loads that when it is used first, and whoever needs it is to pay.
const now = () => Number(process.hrtime.bigint()) / 1e6

const [folder] = process.argv.slice(2)
const load = createRequire(path.join(folder, 'app.js'))
now()

const steps = {}
function step(name, work) {
  const begun = now()
  const result = work()
  steps[name] = now() - begun
  return result
}

const { bootstrapGate } = step('load', () => load('bootstrap-gate'))
const gate = step('make', () => bootstrapGate())
const made = now()

function createMessages() {
  const common = { socket: { destroyed: false } }
  const req = {
    method: 'GET',
    url: '/',
    headers: {},
    httpVersionMajor: 1,
    complete: true,
    ...common,
  }
  const res = { writableEnded: false, headersSent: false, destroyed: false, ...common }
  return [req, res].map((properties) => Object.assign(new EventEmitter(), properties))
}

setImmediate(() => {
  steps.turn = now() - made
  setImmediate(() => {
    const first = createMessages()
    const second = createMessages()
    step('first', () => gate(...first, () => {}))
    step('second', () => gate(...second, () => {}))
    process.send(steps)
  })
})
