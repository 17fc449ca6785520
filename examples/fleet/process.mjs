// What PM2 starts: see ecosystem.config.cjs.
import http from 'node:http'
import { createApp } from './app.mjs'
import { oneOfEach } from './requests.mjs'

const { PORT, FRONT } = process.env
const { app, gate, pool, events, drain } = createApp(FRONT)

let listeningMs
let warmMs
const server = http.createServer((req, res) => {
  if (req.url === '/stats') sendStats(res)
  else app(req, res)
})
// Longer than HAProxy keeps an idle one: who closes a connection that the other is about to use
// loses a request.
server.keepAliveTimeout = 75_000

process.once('SIGINT', () => drain.end(server, { events, gate }))

if (FRONT === 'warmed') await gate.warmUp(server, oneOfEach)

server.listen(Number(PORT), '127.0.0.1', async () => {
  listeningMs = performance.now()
  // With wait_ready PM2 goes on to the next process when this one has said so.
  try {
    const { reason, bootMs } = (await gate?.opened) ?? {}
    if (gate !== undefined) warmMs = reason === 'warmed-up' ? listeningMs : listeningMs + bootMs
    process.send?.('ready')
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
})

/** For who measures, beside the app: no client asks for it. */
function sendStats(res) {
  const { pid } = process
  const stats = gate?.stats()
  res.setHeader('Connection', 'close')
  res.end(JSON.stringify({ pid, listeningMs, warmMs, poolsOpened: pool.opened, gate: stats }))
}
