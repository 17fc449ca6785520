import { Redis } from 'ioredis'
import { Semaphore } from 'redis-semaphore'

/**
 * A permit to boot, of which there are only so many for all processes that use the same Redis and key.
 * It is for staggering boots, not for safety: whoever cannot have one boots without.
 *
 * @param {object} settings
 * @param {string} settings.url - where Redis is
 * @param {string} [settings.key] - one for each service
 * @param {number} [settings.limit] - how many may boot at once
 * @param {number} [settings.longestBootMs] - after that a permit is free again, whatever became of who had it
 * @param {number} [settings.patienceMs] - how long to wait for one
 * @returns `had` says how the wait has ended, and never rejects; `release` gives the permit back, and
 * gives up where it was not had yet
 */
export function takeBootPermit({
  url,
  key = 'boots',
  limit = 2,
  longestBootMs = 30_000,
  patienceMs = 60_000,
}) {
  // A client of its own: the one of an app is to be patient with Redis, and a boot is not.
  const redis = new Redis(url, {
    connectTimeout: 2_000,
    commandTimeout: 3_000,
    maxRetriesPerRequest: 1,
  })
  redis.on('error', () => {}) // the commands tell
  const semaphore = new Semaphore(redis, key, limit, {
    lockTimeout: longestBootMs,
    // Never refreshed: so no permit is lost by a busy event loop, and no refresh fails behind our back.
    refreshInterval: 0,
    acquireTimeout: patienceMs,
    retryInterval: 100,
  })

  const waiting = new AbortController()
  const acquired = semaphore.tryAcquire(waiting.signal).then(
    (isOurs) => (isOurs ? 'a permit' : `no permit: none in ${patienceMs} ms`),
    (error) => `no permit: ${error.message}`,
  )
  const givenUp = new Promise((resolve) => {
    waiting.signal.addEventListener('abort', () => resolve('no permit: not waited for any longer'))
  })
  const timer = setTimeout(() => waiting.abort(), patienceMs)
  const had = Promise.race([acquired, givenUp]).finally(() => clearTimeout(timer))

  async function release() {
    waiting.abort()
    await acquired
    await semaphore.release().catch(() => {}) // Redis forgets it after longestBootMs
    redis.disconnect() // it would keep the process alive
  }

  return { had, release }
}
