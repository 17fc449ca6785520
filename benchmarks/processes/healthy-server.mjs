import { request } from 'node:http'
import { once } from 'node:events'
import { bootstrapGate } from 'bootstrap-gate'
import { describeClient, fewestClients } from '../../examples/demo/clients.mjs'
import { serveBoot } from '../support/serve-boot.mjs'
import { createHealthyApp } from '../subjects/healthy-app.mjs'

const [front, concurrency, requiredCompletions] = process.argv.slice(2)
const gate =
  front === 'plain'
    ? (req, res, next) => next()
    : bootstrapGate({
        concurrency: Number(concurrency),
        requiredCompletions: Number(requiredCompletions),
      })
const app = createHealthyApp(gate)
if (front === 'warmed-up') await warmUp()
serveBoot(app)

/** Asks each route once, one after the other, before anybody else can. */
async function warmUp() {
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  for (let n = 0; n < fewestClients / 2; n++) {
    const { method, path, body } = describeClient(n)
    const req = request({ host: '127.0.0.1', port, method, path, agent: false }).end(body)
    const [res] = await once(req, 'response')
    res.resume()
    await once(res, 'end')
  }
  server.close()
}
