import { setTimeout as delay } from 'node:timers/promises'

await delay(90)

export const total = (id) => `Invoice ${id}`
