// Has gates give the warnings that the docs quote. Node prints them.
import http from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'

const slowSlot = bootstrapGate({ slotTimeoutMs: 20, requiredCompletions: 2 })
await visit(slowSlot, async (get) => get('/page'))

const stuckBoot = bootstrapGate({ bootTimeoutMs: 1000 })
await visit(stuckBoot, async (get) => {
  await get('/')
  await get('/')
  get('/report').catch(() => undefined)
  await stuckBoot.opened
})

/** Serves by a gate while requests are sent: a page is slow, and a report never comes. */
async function visit(gate, send) {
  const server = http.createServer((req, res) => {
    gate(req, res, () => {
      if (req.url !== '/report') setTimeout(() => res.end(), req.url === '/page' ? 200 : 0)
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await send(async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).text())
  gate.shutdown()
  server.close()
  server.closeAllConnections()
}
