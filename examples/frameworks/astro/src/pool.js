import { setTimeout as delay } from 'node:timers/promises'

let pool
let opened = 0

/** Checks, then awaits: whoever comes while it opens makes another one. */
export async function getPool() {
  if (!pool) {
    const connected = await openPool()
    pool = connected
  }
  return pool
}

async function openPool() {
  await delay(50)
  console.log(`Pool ${++opened} is open.`)
  return { query: async (what) => `all ${what}` }
}
