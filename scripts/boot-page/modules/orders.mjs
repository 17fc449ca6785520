import { setTimeout as delay } from 'node:timers/promises'

await delay(55)

export const orders = []
