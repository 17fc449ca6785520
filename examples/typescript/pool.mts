import { setTimeout as delay } from 'node:timers/promises'

export interface Pool {
  readonly number: number
}

let pool: Pool | undefined
let opened = 0

/** The check comes first, the await later: first calls side by side would open a pool each. */
export async function getPool(): Promise<Pool> {
  pool ??= await openPool()
  return pool
}

/** Stands for your driver. */
async function openPool(): Promise<Pool> {
  const number = ++opened
  await delay(100)
  return { number }
}
