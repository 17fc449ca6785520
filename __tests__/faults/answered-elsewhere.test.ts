import type { ServerResponse } from 'node:http'
import type { Middleware } from '../helpers/framework'
import { Log } from '../helpers/log'
import { RawClient } from './support/raw-client'
import { startBusy, type Busy } from './support/start'

interface Scene extends Busy {
  /** The response to the request that is held. */
  readonly held: ServerResponse
  readonly client: RawClient
}

/** One request inside the app, and one that waits behind it. */
async function holdOne(): Promise<Scene> {
  const responses = new Log<ServerResponse>()
  const collect: Middleware = (_req, res, next) => {
    responses.add(res)
    next()
  }
  const app = await startBusy({}, { before: [collect] })
  const client = await RawClient.connect(app.port)
  client.get('/held')
  await app.arrivals.until(2)
  return { ...app, client, held: await responses.at(1) }
}

const ways = [
  [
    'its turn comes',
    ({ firstVisit }: Scene) => {
      firstVisit.answer()
    },
  ],
  [
    'the gate opens',
    ({ gate }: Scene) => {
      gate.open()
    },
  ],
] as const

describe.each(ways)('when %s', (_name, proceed) => {
  test('a held request that something else has answered is not admitted', async () => {
    const scene = await holdOne()
    scene.held.statusCode = 504
    scene.held.end('too late')
    await scene.client.until(/^HTTP\/1\.1 504 [^]*too late$/)
    proceed(scene)
    scene.stage.answerAll()
    expect((await scene.send('/next').answer).status).toBe(200)
    expect(scene.stage.paths).toEqual(['/first', '/next'])
  })

  test('a held request that something else has begun to answer is ended, not admitted', async () => {
    const scene = await holdOne()
    scene.held.write('begun')
    await scene.client.until(/begun/)
    proceed(scene)
    scene.stage.answerAll()
    expect((await scene.send('/next').answer).status).toBe(200)
    expect(scene.stage.paths).toEqual(['/first', '/next'])
    await scene.client.until(/begun\r\n0\r\n\r\n$/)
  })
})

test('a held request that something else has begun to answer is ended when the gate stops', async () => {
  const scene = await holdOne()
  scene.held.write('begun')
  scene.gate.shutdown()
  expect(await scene.client.until(/\r\n0\r\n\r\n$/)).toMatch(/200 OK[^]*begun\r\n0\r\n\r\n$/)
})

test('a held request whose response something has destroyed is not admitted', async () => {
  const responses = new Log<ServerResponse>()
  const collect: Middleware = (req, res, next) => {
    if (req.url === '/held') responses.add(res)
    next()
  }
  const app = await startBusy({ skip: ({ url }) => url === '/skipped' }, { before: [collect] })
  const client = await RawClient.connect(app.port)
  // Behind an answer that is still to come it has no socket that could tell.
  client.get('/skipped', '/held')
  ;(await responses.at(0)).destroy()
  app.firstVisit.answer()
  const next = app.send('/next')
  ;(await app.stage.visits.at(2)).answer()
  expect((await next.answer).status).toBe(200)
  expect(app.stage.paths).toEqual(['/first', '/skipped', '/next'])
})
