// node examples/boot-page.mjs
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { toHtml, toTraceEvents } from 'bootstrap-gate/report'

/** Those on call know it. Here it is a new one each time, unless BOOT_PASSWORD is set. */
const password = process.env.BOOT_PASSWORD ?? randomBytes(9).toString('base64url')

export const app = express()
export const gate = bootstrapGate()

// Before the gate: it is wanted most while that is closed. Behind a password: it names paths and files.
app.use('/boot', onCallOnly)
app.get('/boot', (req, res) => {
  const policy = "default-src 'none'; style-src 'unsafe-inline'"
  res.set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': policy })
  res.type('html').send(toHtml(gate.report()))
})
// For ui.perfetto.dev.
app.get('/boot/trace.json', (req, res) => res.json(toTraceEvents(gate.report())))

app.use(gate)
app.get('/report', async (req, res) => {
  const { render } = await import('./routes/report.mjs')
  res.type('text').send(await render())
})

/** One line for the log of the service, when the gate has opened. */
gate.events.on('open', () => {
  const { reason, bootMs, counts, stuck, warmUp } = gate.report()
  const { completed, peakQueued } = counts
  console.log(
    JSON.stringify({ event: 'boot', reason, bootMs, completed, peakQueued, stuck, warmUp }),
  )
})

function onCallOnly(req, res, next) {
  const [scheme, credentials = ''] = (req.get('authorization') ?? '').split(' ')
  const given = Buffer.from(credentials, 'base64')
    .toString()
    .replace(/^[^:]*:/, '')
  if (scheme === 'Basic' && isSame(given, password)) next()
  else res.status(401).set('WWW-Authenticate', 'Basic realm="boot"').end()
}

function isSame(given, expected) {
  const hash = (text) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  curl -sZ --no-progress-meter --parallel-immediate '${url}/report?[1-8]'`)
    console.log(`  and in a browser ${url}/boot, with any name and the password ${password}`)
  })
}
