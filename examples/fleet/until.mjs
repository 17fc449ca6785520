import { setTimeout as delay } from 'node:timers/promises'

const lookEveryMs = 10

/**
 * Looks again and again until there is something to see. What `look` throws means: not yet.
 *
 * @throws Error with a message for people
 */
export async function until(what, limitMs, look) {
  const end = performance.now() + limitMs
  for (;;) {
    const seen = await Promise.resolve()
      .then(look)
      .catch(() => undefined)
    if (seen) return seen
    if (performance.now() > end) throw new Error(`${what}: not within ${limitMs / 1000} s.`)
    await delay(lookEveryMs)
  }
}
