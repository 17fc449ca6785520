import http from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'
import { before, routes } from './layers.mjs'
import { print } from './print.mjs'

const { kind, options, warmUp } = JSON.parse(process.argv[2])
const gate = bootstrapGate(options)
for (const name of ['admit', 'abort', 'reject', 'slotTimeout']) {
  gate.events.on(name, ({ req }) => print({ name, url: req.url }))
}
gate.events.on('importSettled', ({ label }) => print({ name: 'importSettled', label }))
gate.events.on('open', ({ reason }) => print({ name: 'open', reason }))

const address = () => `http://127.0.0.1:${server.address().port}`
const layers = [before(gate), gate.health, gate, routes(gate, address, (...met) => app(...met))]
const app = kind === 'Express 5' ? express().use(layers) : bareHandler
const server = http.createServer(app)
server.on(
  'upgrade',
  gate.upgrade((req, socket) => {
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n')
  }),
)

if (warmUp !== undefined) {
  const target = warmUp.target === 'app' ? app : server
  const answers = await gate.warmUp(target, warmUp.paths)
  print({ name: 'warmedUp', statuses: answers.map(({ status }) => status) })
}
server.listen(0, '127.0.0.1', () => print({ name: 'listening', port: server.address().port }))

function bareHandler(req, res) {
  const run = ([layer, ...rest]) => layer(req, res, () => run(rest))
  run(layers)
}
