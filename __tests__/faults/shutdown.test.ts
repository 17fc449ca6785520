import { once } from 'node:events'
import path from 'node:path'
import { http1Client } from '../helpers/client'
import { runFixture } from '../helpers/run-fixture'
import { RawClient } from './support/raw-client'
import { startBusy } from './support/start'

const code = 'ERR_BOOTSTRAP_GATE_STOPPED'

test('server.close() ends with requests held once the gate is shut down', async () => {
  const { gate, arrivals, first, firstVisit, send, server, port } = await startBusy()
  const held = [send('/1'), send('/2')]
  await arrivals.until(3)
  const keepAlive = await RawClient.connect(port)
  keepAlive.get('/3')
  await arrivals.until(4)
  const closed = once(server, 'close')
  server.close()
  gate.shutdown()
  for (const { answer } of held) {
    expect((await answer).status).toBe(503)
    expect((await answer).body).toContain(code)
  }
  await keepAlive.closed
  expect(keepAlive.received).toMatch(/^HTTP\/1\.1 503 [^]*\r\nConnection: close\r\n/)
  firstVisit.answer()
  expect((await first.answer).status).toBe(200)
  await closed
  expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0, rejected: { stopped: 3 } })
})

test('a process that is told to end answers everybody, and ends well', async () => {
  const { port, child, told, exit } = await runFixture(
    path.join(__dirname, 'fixtures/shut-down.cjs'),
  )
  const send = http1Client(port)
  const inside = send('/inside')
  await told.until(1)
  const held = Array.from({ length: 20 }, (_, index) => send(`/${String(index)}`))
  await told.until(21)
  child.kill('SIGTERM')
  expect(await inside.answer).toMatchObject({ status: 200, body: 'served' })
  for (const { answer } of held) {
    expect((await answer).status).toBe(503)
    expect((await answer).body).toContain(code)
  }
  expect(await exit).toBe(0)
})
