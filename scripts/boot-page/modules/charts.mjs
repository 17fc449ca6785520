import { setTimeout as delay } from 'node:timers/promises'

await delay(50)
const { palette } = await import('./palette.mjs')

export const draw = () => palette
