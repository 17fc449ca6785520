import { collectAborts } from './support/aborts'
import { RawClient } from './support/raw-client'
import { startBusy, type Busy } from './support/start'

/** A client that says, while its request is held, that it sends no more. */
async function halfClose(httpAllowHalfOpen: boolean): Promise<Busy & { client: RawClient }> {
  const app = await startBusy()
  Object.assign(app.server, { httpAllowHalfOpen })
  const client = await RawClient.connect(app.port, true)
  client.get('/held')
  await app.arrivals.until(2)
  client.socket.end()
  return { ...app, client }
}

test('a client that half-closes is gone to a server that does not allow it', async () => {
  const { gate, stage, firstVisit, send } = await halfClose(false)
  await collectAborts(gate).until(1)
  firstVisit.answer()
  const next = send('/next')
  ;(await stage.visits.at(1)).answer()
  expect((await next.answer).status).toBe(200)
  expect(stage.paths).toEqual(['/first', '/next'])
})

test('a client that half-closes is answered by a server that allows it', async () => {
  const { stage, firstVisit, client } = await halfClose(true)
  firstVisit.answer()
  ;(await stage.visits.at(1)).answer()
  await client.closed
  expect(client.received).toMatch(/^HTTP\/1\.1 200 OK[^]*\/held$/)
})
