import { setTimeout as delay } from 'node:timers/promises'

// Stands for code that takes its time to load.
await delay(Number(process.env.LOADING_MS ?? 300))

export const render = async () => 'a report'
