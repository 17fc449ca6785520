import type { Answer, Send } from './client'

/** Sends so many requests at once, to /0, /1 and so on. */
export function sendMany(send: Send, count: number): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => send(`/${String(index)}`).answer))
}
