import { setTimeout as delay } from 'node:timers/promises'

const connectMs = 40
const queryMs = 4
const connectionsPerPool = 4

/**
 * A pool that is opened on first use: the check comes first, the await later. Everybody who asks
 * in between finds no pool and opens one more.
 */
export function createPoolHolder() {
  let pool
  let opened = 0
  return {
    async get() {
      if (pool === undefined) {
        opened++
        pool = await openPool()
      }
      return pool
    },
    /** How many times it was opened. Once is right. */
    get opened() {
      return opened
    },
  }
}

/** Stands in for a database driver: it takes the time that a database takes. */
async function openPool() {
  const connections = Array.from({ length: connectionsPerPool }, () => delay(connectMs))
  await Promise.all(connections)
  return {
    async query(text) {
      await delay(queryMs)
      return { answerTo: text }
    },
  }
}
