import { setTimeout as delay } from 'node:timers/promises'

// Pages and route handlers have a copy of this module each. What is there once belongs to globalThis.
const shared = (globalThis.shop ??= { opened: 0 })

/** Checks, then awaits: whoever comes while it opens makes another one. */
export async function getPool() {
  if (!shared.pool) {
    const connected = await openPool()
    shared.pool = connected
  }
  return shared.pool
}

async function openPool() {
  await delay(50)
  console.log(`Pool ${++shared.opened} is open.`)
  return { query: async (what) => `all ${what}` }
}
