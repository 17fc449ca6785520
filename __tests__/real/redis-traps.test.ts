import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { Semaphore } from 'redis-semaphore'
import { absentRedis, RedisServer } from './support/redis'
import { stopAfterTest } from '../helpers/cleanup'

const file = path.resolve(__dirname, '../fixtures/redis/traps.mjs')

interface Trap {
  readonly child: ChildProcess
  /** What it says first. */
  readonly said: Promise<unknown>
  /** Its exit code, and what it has printed as errors. */
  readonly end: Promise<{ readonly code: number | null; readonly errors: string }>
}

function fallInto(trap: string, url: string): Trap {
  const child = fork(file, [trap, url], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const end = once(child, 'close').then(([code]) => ({ code: code as number | null, errors }))
  stopAfterTest(async () => {
    child.kill('SIGKILL')
    await end
  })
  return { child, said: once(child, 'message').then(([said]) => said as unknown), end }
}

// docs/recipes.md tells of each: what is no trap any more is to go from there.
describe('what redis-semaphore and ioredis do when nobody tells them otherwise', () => {
  it('a lost permit is an uncaught error', async () => {
    const redis = await RedisServer.start()
    const { said, end } = fallInto('lost', redis.url)
    expect(await said).toBe('has it')
    await redis.client.del('semaphore:trap')
    expect((await end).code).toBe(1)
    expect((await end).errors).toContain('LostLockError')
  })

  it('so is a refresh that fails, whatever onLockLost does', async () => {
    const redis = await RedisServer.start()
    const { said, end } = fallInto('unrefreshed', redis.url)
    expect(await said).toBe('has it')
    redis.signal('SIGKILL')
    expect((await end).code).toBe(1)
    expect((await end).errors).toContain('max retries per request')
  })

  it('an event loop that is busy for longer than a refresh may be late loses the permit', async () => {
    const redis = await RedisServer.start()
    expect(await fallInto('busy', redis.url).said).toBe('lost')
  })

  it('who waits is rejected after 10 s, in which it asks every 10 ms, and so is who asks a Redis that is not there', async () => {
    const redis = await RedisServer.start()
    const impatient = fallInto('impatient', redis.url)
    const absent = fallInto('absent', await absentRedis())

    const waited = (await impatient.said) as Timed
    expect(waited.message).toBe('Acquire semaphore semaphore:trap timeout')
    expect(waited.ms).toBeGreaterThan(9_900)
    const [, calls] =
      /cmdstat_evalsha:calls=(\d+)/.exec(await redis.client.info('commandstats')) ?? []
    // By the 100 ms of the recipe it would be 100.
    expect(Number(calls)).toBeGreaterThan(200)

    const asked = (await absent.said) as Timed
    expect(asked.message).toContain('max retries per request limit (which is 20)')
    expect(asked.ms).toBeGreaterThan(5_000)
    expect((await absent.end).errors).toContain('[ioredis] Unhandled error event')
  })

  it('without an offline queue the first command is refused, though Redis is there', async () => {
    const redis = await RedisServer.start()
    const { message } = (await fallInto('noQueue', redis.url).said) as Timed
    expect(message).toContain('enableOfflineQueue options is false')
  })

  it('a clock that is ahead takes the permits of others for expired', async () => {
    const { client } = await RedisServer.start()
    const settings = { lockTimeout: 10_000, refreshInterval: 0, acquireTimeout: 50 }
    await new Semaphore(client, 'trap', 1, settings).acquire()
    const other = new Semaphore(client, 'trap', 1, settings)
    expect(await other.tryAcquire()).toBe(false)
    const ahead = Date.now() + 10_001
    jest.spyOn(Date, 'now').mockReturnValue(ahead)
    stopAfterTest(() => jest.restoreAllMocks())
    expect(await other.tryAcquire()).toBe(true)
  })

  it('a client that is not closed keeps its process alive', async () => {
    const redis = await RedisServer.start()
    const { child, said } = fallInto('open', redis.url)
    expect(await said).toBe('done')
    const clients = async (): Promise<number> =>
      String(await redis.client.client('LIST'))
        .trim()
        .split('\n').length
    for (let look = 0; look < 200; look++) expect(await clients()).toBe(2)
    expect(child.exitCode).toBeNull()
  })
})

interface Timed {
  readonly message: string
  readonly ms: number
}
