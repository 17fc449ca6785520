import { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { runOrdinaryClient } from './ordinary-client.mjs'
import { createRandom } from './random.mjs'
import { stopLater } from './closing.mjs'
import { runStreamClient } from './stream-client.mjs'
import { runUploadClient } from './upload-client.mjs'

/** Of ten clients one follows a stream, and one uploads. */
const roles = { 0: runStreamClient, 5: runUploadClient }

/** Lets clients come and come again, each over a connection of its own that it keeps. */
export function startTraffic({ port, clients, pace, patience, seed }) {
  const records = []
  const waiters = new Set()
  const leaving = new AbortController()
  const { signal } = leaving

  const running = Array.from({ length: clients }, async (_, n) => {
    const random = createRandom(seed + n)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const pause = () =>
      delay(pace * (0.5 + random()), undefined, { signal }).catch((error) => {
        if (!signal.aborted) throw error
      })
    const record = (entry) => {
      if (entry.kind !== 'event') records.push({ ...entry, endedAt: performance.now() })
      for (const heard of waiters) heard(n)
    }
    const run = roles[n % 10] ?? runOrdinaryClient
    const isOver = () => signal.aborted
    const world = {
      port,
      agent,
      patienceMs: patience * 1000,
      random,
      signal,
      isOver,
      pause,
      record,
    }
    await pause()
    await run(n, world)
    agent.destroy()
  })

  return {
    /** Until each client has heard something so many times, from now on. */
    heard(times) {
      const missing = new Map(running.map((_, n) => [n, times]))
      return new Promise((resolve) => {
        const heard = (n) => {
          const left = missing.get(n) - 1
          if (left > 0) missing.set(n, left)
          else missing.delete(n)
          if (missing.size > 0) return
          waiters.delete(heard)
          resolve()
        }
        waiters.add(heard)
      })
    },
    /** Begins nothing more, and waits for what is under way. @returns all that was recorded */
    stop: stopLater(async () => {
      leaving.abort()
      await Promise.all(running)
      return records
    }),
  }
}
