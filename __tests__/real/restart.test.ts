import { once } from 'node:events'
import http, { type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { useBrowser } from './support/browser'
import { answerPage } from './support/starting-app'
import type { BootstrapGate } from '../../lib'
import { stopAfterTest } from '../helpers/cleanup'
import { closedGate } from '../helpers/closed-gate'

const open = useBrowser()

const page = answerPage(`<h1>Events</h1><script>
  const told = []
  for (let id = 0; id < 3; id++) {
    const source = new EventSource('/events/' + id)
    source.onmessage = ({ data }) => told.push(data)
  }
</script>`)

interface Deployed {
  readonly gate: BootstrapGate
  readonly server: Server
}

/** A version of a service, behind a gate with no option set; it tells which one it is. */
async function deploy(version: string, port = 0): Promise<Deployed> {
  const gate = closedGate()
  const server = http.createServer((req, res) => {
    gate(req, res, () => {
      if (req.url?.startsWith('/events') !== true) {
        page(req, res)
        return
      }
      res.setHeader('Content-Type', 'text/event-stream')
      // Comes again soon when it is cut off.
      res.write(`retry: 50\ndata: ${version}\n\n`)
    })
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  stopAfterTest(() => {
    server.closeAllConnections()
    server.close()
  })
  return { gate, server }
}

test('event streams that come first after a restart are served, and so is everybody behind them', async () => {
  const old = await deploy('old')
  const { port } = old.server.address() as AddressInfo
  const origin = `http://127.0.0.1:${String(port)}`
  const window = await open()
  await window.goto(origin)
  const hasTold = (times: number, what: string): Promise<unknown> =>
    window.waitForFunction(`told.filter((data) => data === '${what}').length === ${String(times)}`)
  await hasTold(3, 'old')

  old.server.close()
  old.server.closeAllConnections()
  const { gate } = await deploy('new', port)
  // Opens by the streams and by ordinary clients alike.
  const other = await fetch(origin)
  expect(other.status).toBe(200)
  await hasTold(3, 'new')
  await (await fetch(origin)).text()
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
  expect(gate.stats()).toMatchObject({ slotTimeouts: 0, aborted: 0 })
  expect(Object.values(gate.stats().rejected)).toEqual([0, 0, 0, 0, 0])
})
