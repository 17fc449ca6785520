import { setTimeout as delay } from 'node:timers/promises'

await delay(60)
const { draw } = await import('./charts.mjs')

export const render = async () => draw()
