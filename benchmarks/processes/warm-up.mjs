import { once } from 'node:events'
import { request } from 'node:http'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'

const [way, requests] = process.argv.slice(2)
const gate = bootstrapGate()
const app = express()
app.use(gate)
app.get('/', (req, res) => res.send('hello'))
const send = way === 'in memory' ? (paths) => gate.warmUp(app, paths) : await overLoopback()

// Both are to be measured with the gate open: what it does is not what differs.
gate.open()
const firstMs = await time(() => send(['/']))
const paths = Array(Number(requests)).fill('/')
await send(paths)
const ms = (await time(() => send(paths))) / paths.length
process.send({ firstMs, ms })

async function overLoopback() {
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  return async (all) => {
    for (const path of all) {
      const req = request({ host: '127.0.0.1', port, path, agent: false }).end()
      const [res] = await once(req, 'response')
      res.resume()
      await once(res, 'end')
    }
  }
}

async function time(work) {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
