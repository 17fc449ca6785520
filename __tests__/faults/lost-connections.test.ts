import { buffer } from 'node:stream/consumers'
import type { Middleware } from '../helpers/framework'
import { collectAborts } from './support/aborts'
import { RawClient } from './support/raw-client'
import { start, startBusy } from './support/start'

/** A body parser that comes before the gate. */
const readBody: Middleware = (req, _res, next) => {
  void buffer(req).then(() => {
    next()
  })
}

test('a keep-alive connection that is lost while its request is held makes room for the next', async () => {
  const { gate, stage, arrivals, first, send, port } = await startBusy({ maxQueueSize: 1 })
  const aborts = collectAborts(gate)
  const client = await RawClient.connect(port)
  client.get('/held')
  await arrivals.until(2)
  client.socket.destroy()
  await aborts.until(1)
  const next = send('/next')
  await arrivals.until(3)
  stage.answerAll()
  expect((await first.answer).status).toBe(200)
  expect((await next.answer).status).toBe(200)
  expect(aborts.entries).toEqual(['/held held'])
  expect(stage.paths).toEqual(['/first', '/next'])
})

test('a keep-alive connection that is lost while its request is inside frees the slot', async () => {
  const { gate, stage, send, port } = await start()
  const client = await RawClient.connect(port)
  client.get('/completed')
  ;(await stage.visits.at(0)).answer()
  await client.until(/\r\n\r\n\/completed$/)
  client.get('/lost')
  await stage.visits.at(1)
  const next = send('/next')
  client.socket.destroy()
  ;(await stage.visits.at(2)).answer()
  expect((await next.answer).body).toBe('/next')
  expect(gate.stats()).toMatchObject({ completed: 2, aborted: 1, inFlight: 0 })
})

test('pipelined requests are admitted and answered in their order', async () => {
  const { stage, port } = await start({ requiredCompletions: 10 })
  const client = await RawClient.connect(port)
  client.get('/1', '/2', '/3')
  for (const index of [0, 1, 2]) (await stage.visits.at(index)).answer()
  const bodies = (await client.until(/\r\n\r\n\/3$/)).match(/^\/\d/gm)
  expect(bodies).toEqual(['/1', '/2', '/3'])
  expect(stage.mostInside).toBe(1)
})

describe.each([
  ['without bodies', [], 'get'],
  ['whose bodies were read before the gate', [readBody], 'post'],
] as const)('pipelined requests %s', (_name, before, send) => {
  test('all end when their connection is lost, held or inside', async () => {
    const { gate, stage, arrivals, port, ...app } = await start({ concurrency: 2 }, { before })
    const aborts = collectAborts(gate)
    const client = await RawClient.connect(port)
    client[send]('/1', '/2', '/3', '/4')
    await arrivals.until(4)
    expect(gate.stats()).toMatchObject({ inFlight: 2, queued: 2 })
    client.socket.destroy()
    await aborts.until(4)
    expect([...aborts.entries].sort()).toEqual(['/1 inside', '/2 inside', '/3 held', '/4 held'])
    const next = app.send('/next')
    ;(await stage.visits.at(2)).answer()
    expect((await next.answer).status).toBe(200)
    expect(stage.paths).toEqual(['/1', '/2', '/next'])
    expect(gate.stats()).toMatchObject({ inFlight: 0, queued: 0, completed: 1, aborted: 4 })
  })

  test('that the app has ended, but Node could not finish, do not count', async () => {
    const { gate, stage, arrivals, port } = await start({ concurrency: 2 }, { before })
    const aborts = collectAborts(gate)
    const client = await RawClient.connect(port)
    client[send]('/1', '/2')
    await arrivals.until(2)
    ;(await stage.visits.at(1)).answer()
    client.socket.destroy()
    await aborts.until(2)
    expect(gate.stats()).toMatchObject({ inFlight: 0, completed: 0, aborted: 2 })
  })
})
