import { execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'
import { BootingProcess, endAll, mostAtOnce, startMany } from './support/booting-process'
import { absentRedis, RedisServer } from './support/redis'

const key = 'semaphore:boots'
const rightsOf = (processes: readonly BootingProcess[]): Promise<string[]> =>
  Promise.all(processes.map(async (one) => (await one.booting()).by))

test('of eight processes at most two boot at once, all do, and no permit is left', async () => {
  const redis = await RedisServer.start()
  const processes = startMany(8, redis.url, { LOADING_MS: '200' })
  expect(await mostAtOnce(processes)).toBeLessThanOrEqual(2)
  expect(await rightsOf(processes)).toEqual(Array(8).fill('a permit'))
  await endAll(processes)
  expect(await redis.client.zcard(key)).toBe(0)
})

test('without Redis all boot at once', async () => {
  const processes = startMany(8, await absentRedis())
  await mostAtOnce(processes)
  expect(new Set(await rightsOf(processes))).toEqual(
    new Set([expect.stringMatching(/^no permit: Reached the max retries per request limit/)]),
  )
  await endAll(processes)
})

describe('Redis is killed while eight processes boot', () => {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
  // Until then some have not begun, some wait for a permit and some have one.
  const delays = [1, 2, 3].map((round) => ((seed * round) % 1009) / 1009)

  it.each(delays)(`and all boot (SEED=${String(seed)}, %f)`, async (share) => {
    const redis = await RedisServer.start()
    const processes = startMany(8, redis.url, { LOADING_MS: '200' })
    const first = await Promise.race(processes.map((one) => one.booting().then(() => one)))
    await new Promise((resolve) => setTimeout(resolve, share * 1000))
    redis.signal('SIGKILL')
    await mostAtOnce(processes)
    expect((await first.booting()).by).toBe('a permit')
    await endAll(processes)
  })
})

test('a Redis that does not answer is waited for as long as patience lasts', async () => {
  const redis = await RedisServer.start()
  redis.signal('SIGSTOP')
  const processes = startMany(3, redis.url, { PATIENCE_MS: '500' })
  await mostAtOnce(processes)
  expect(await rightsOf(processes)).toEqual(Array(3).fill('no permit: not waited for any longer'))
  await endAll(processes)
})

test('who has waited for too long boots without a permit', async () => {
  const redis = await RedisServer.start()
  await redis.client.zadd(key, Date.now() + 60_000, 'one', Date.now() + 60_000, 'another')
  const processes = startMany(3, redis.url, { PATIENCE_MS: '500' })
  await mostAtOnce(processes)
  for (const by of await rightsOf(processes)) expect(by).toMatch(/^no permit: /)
  await endAll(processes)
})

describe('a permit is lost', () => {
  it('as somebody deletes the key: others boot, and nobody crashes', async () => {
    const redis = await RedisServer.start()
    const processes = startMany(8, redis.url, { LOADING_MS: '500' })
    await Promise.race(processes.map((one) => one.booting()))
    await redis.client.del(key)
    expect(await mostAtOnce(processes)).toBeLessThanOrEqual(4)
    expect(await rightsOf(processes)).toEqual(Array(8).fill('a permit'))
    await endAll(processes)
  })

  it('as its event loop is busy for longer than it lasts: others boot, and nobody crashes', async () => {
    const redis = await RedisServer.start()
    const env = { LONGEST_BOOT_MS: '1000', LOADING_MS: '300' }
    const busy = new BootingProcess(redis.url, env)
    expect((await busy.booting()).by).toBe('a permit')
    busy.block(3_000)
    const processes = startMany(4, redis.url, env)
    await mostAtOnce(processes)
    expect(await rightsOf(processes)).toEqual(Array(4).fill('a permit'))
    // Frozen and thawed is not stuck: it boots as well.
    expect(await busy.told.at(1)).toHaveProperty('open')
    await endAll([busy, ...processes])
  })

  it('as it is killed: others boot when its time is over', async () => {
    const redis = await RedisServer.start()
    const env = { LONGEST_BOOT_MS: '2000' }
    const two = startMany(2, redis.url, { ...env, LOADING_MS: '60000' })
    const permits = await Promise.all(two.map((one) => one.booting()))
    for (const one of two) one.kill()
    const processes = startMany(4, redis.url, env)
    await mostAtOnce(processes)
    expect(await rightsOf(processes)).toEqual(Array(4).fill('a permit'))
    const first = Math.min(...permits.map(({ atMs }) => atMs))
    const next = Math.min(
      ...(await Promise.all(processes.map((one) => one.booting()))).map(({ atMs }) => atMs),
    )
    // Its time began before it told of it.
    expect(next - first).toBeGreaterThan(1_500)
    await endAll(processes)
  })
})

test('who is to end while it waits for a permit gives up, and takes none', async () => {
  const redis = await RedisServer.start()
  const two = startMany(2, redis.url, { LOADING_MS: '60000' })
  await Promise.all(two.map((one) => one.booting()))
  const waiting = new BootingProcess(redis.url)
  while (!(await isAsking(redis)));
  expect(await waiting.end()).toBe(0)
  expect(await redis.client.zcard(key)).toBe(2)
})

/** Whether there is one client more than the two and the test. */
async function isAsking({ client }: RedisServer): Promise<boolean> {
  return (
    String(await client.client('LIST'))
      .trim()
      .split('\n').length > 3
  )
}

test('examples/staggered-boots/main.mjs shows who has booted when', async () => {
  const main = path.resolve(__dirname, '../../examples/staggered-boots/main.mjs')
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, '--processes', '4'])
  const rows = stdout.split('\n').filter((line) => /^\d+ +\d+–\d+ +a permit$/.test(line))
  expect(rows).toHaveLength(4)
  expect(stdout).toMatch(/^4 of 4 have booted, at most [12] at once\.$/m)
  expect(stderr).toBe('')
})
