// What PM2 starts: see ecosystem.config.cjs.
import http from 'node:http'
import { createApp } from './app.mjs'
import { createBootWatch } from './boot-watch.mjs'
import { oneOfEach } from './requests.mjs'

const { PORT, FRONT } = process.env
const { app, gate, pool, events, drain } = createApp(FRONT)
const boot = createBootWatch(oneOfEach.map(({ path }) => `/${path.split('/')[1]}`))

const server = http.createServer((req, res) => {
  // For the measurements, beside the app: no client asks for it.
  if (req.url === '/stats') return sendStats(res)
  boot.watch(req, res)
  app(req, res)
})
// Longer than HAProxy keeps an idle connection: to close one that HAProxy is about to use loses a request.
server.keepAliveTimeout = 75_000

// Whatever has happened to PM2: nobody is left to end this process or to start it again.
process.once('disconnect', () => process.exit())
process.once('SIGINT', () => drain.end(server, { events, gate }))

if (FRONT === 'warmed') await gate.warmUp(server, oneOfEach)

server.listen(Number(PORT), '127.0.0.1', async () => {
  boot.listening()
  try {
    await gate?.opened
    // With wait_ready PM2 goes on to the next process when this one has said so.
    process.send?.('ready')
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
})

function sendStats(res) {
  const { pid } = process
  const { coldBootMs } = boot
  res.setHeader('Connection', 'close')
  res.end(JSON.stringify({ pid, coldBootMs, poolsOpened: pool.opened, gate: gate?.stats() }))
}
