import { setTimeout as delay } from 'node:timers/promises'

await delay(70)

export const palette = 'a chart'
