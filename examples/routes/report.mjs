// Stands for code of yours that is loaded late and sets itself up on first use.
import { setTimeout as delay } from 'node:timers/promises'

let pool
let opened = 0

export async function render() {
  // The check comes first, the await later: first calls side by side would open a pool each.
  pool ??= await openPool()
  return `a report from pool ${pool.number}\n`
}

async function openPool() {
  const number = ++opened
  await delay(100)
  return { number }
}
