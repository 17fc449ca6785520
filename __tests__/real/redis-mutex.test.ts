import path from 'node:path'
import { RedisServer } from './support/redis'
import { http1Client } from '../helpers/client'
import { runFixture, type RunningFixture } from '../helpers/run-fixture'

interface Visit {
  readonly from: number
  readonly until: number
}

const file = path.resolve(__dirname, '../fixtures/redis/mutex-app.mjs')

function startTwo(redis: RedisServer): Promise<RunningFixture[]> {
  return Promise.all([1, 2].map(() => runFixture(file, { args: [redis.url] })))
}

async function statusesOf({ port }: RunningFixture, count: number): Promise<number[]> {
  const send = http1Client(port)
  const answers = Array.from({ length: count }, (_, index) => send(`/${String(index)}`).answer)
  return (await Promise.all(answers)).map(({ status }) => status)
}

test('a mutex over Redis lets one request at a time in, in two processes together', async () => {
  const apps = await startTwo(await RedisServer.start())
  const statuses = await Promise.all(apps.map((app) => statusesOf(app, 10)))
  expect(statuses.flat()).toEqual(Array(20).fill(200))
  const visits = apps
    .flatMap(({ told }) => told.entries as Visit[])
    .sort((one, other) => one.from - other.from)
  expect(visits).toHaveLength(20)
  const overlaps = visits.filter(({ from }, index) => from < (visits[index - 1]?.until ?? 0))
  expect(overlaps).toEqual([])
})

test('a lock that is lost lets two in', async () => {
  const redis = await RedisServer.start()
  const [one, other] = (await startTwo(redis)) as [RunningFixture, RunningFixture]
  const slow = http1Client(one.port)('/slow').answer
  while ((await redis.client.del('mutex:bootstrap-gate')) === 0);
  await statusesOf(other, 1)
  await slow
  const [long, short] = [await one.told.at(0), await other.told.at(0)] as [Visit, Visit]
  expect(long.from).toBeLessThan(short.from)
  expect(short.until).toBeLessThan(long.until)
})

test('with Redis gone each gate gives the mutex up, says so, and serves by itself', async () => {
  const redis = await RedisServer.start()
  const apps = await startTwo(redis)
  redis.signal('SIGKILL')
  const statuses = await Promise.all(apps.map((app) => statusesOf(app, 5)))
  expect(statuses.flat()).toEqual(Array(10).fill(200))
  for (const { told } of apps) {
    expect(told.entries).toContainEqual({ warning: 'BOOTSTRAP_GATE_MUTEX_FAULT' })
  }
})
