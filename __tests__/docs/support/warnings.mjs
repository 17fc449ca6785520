// Has gates give the warnings that the docs quote. Node prints them.
import http from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'

await visit(bootstrapGate({ slotTimeoutMs: 20, requiredCompletions: 2 }), ['/page'], 200)
await visit(bootstrapGate({ bootTimeoutMs: 1000 }), ['/', '/'], 0)

/** Sends requests that are answered after a while, and waits for the gate to be open or done. */
async function visit(gate, paths, answerAfterMs) {
  const server = http.createServer((req, res) => {
    gate(req, res, () => setTimeout(() => res.end(), answerAfterMs))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  for (const path of paths) await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  if (answerAfterMs === 0) await gate.opened
  gate.shutdown()
  server.close()
  server.closeAllConnections()
}
