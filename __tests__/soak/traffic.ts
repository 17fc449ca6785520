import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** How requests ended, as their clients see it. */
export interface Ends {
  sent: number
  served: number
  rejected: number
  aborted: number
  /** Neither answered nor given up by the client. */
  lost: number
}

/** So many of each sixteen. */
const paths = [
  ...Array<string>(11).fill('/fast'),
  ...Array<string>(3).fill('/slow'),
  '/error',
  '/stuck',
]
const clients = 64

/** Sends so many requests from clients that wait for answers, and now and then give up. */
export async function sendTraffic(port: number, requests: number, seed: number): Promise<Ends> {
  const random = randomNumbers(seed)
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients })
  const ends: Ends = { sent: 0, served: 0, rejected: 0, aborted: 0, lost: 0 }
  const work = async (): Promise<void> => {
    while (ends.sent < requests) {
      ends.sent++
      const path = paths[Math.floor(random() * paths.length)] ?? '/fast'
      const patienceMs = random() < 0.15 ? random() * 20 : Infinity
      const end = await send(agent, port, path, patienceMs)
      ends[end]++
      if (end === 'rejected') await pause(5)
    }
  }
  await Promise.all(Array.from({ length: clients }, work))
  agent.destroy()
  return ends
}

type End = Exclude<keyof Ends, 'sent'>

async function send(
  agent: http.Agent,
  port: number,
  path: string,
  patienceMs: number,
): Promise<End> {
  const request = http.get({ agent, port, host: '127.0.0.1', path })
  const given = new AbortController()
  const end = new Promise<End>((resolve) => {
    request.on('error', () => {
      resolve(given.signal.aborted ? 'aborted' : 'lost')
    })
    request.on('response', (response) => {
      const isRejected = response.statusCode === 503
      response.on('error', () => undefined)
      response.on('close', () => {
        if (response.complete) resolve(isRejected ? 'rejected' : 'served')
        else resolve(given.signal.aborted ? 'aborted' : 'lost')
      })
      response.resume()
    })
  })
  if (patienceMs !== Infinity) {
    await Promise.race([end, pause(patienceMs)])
    given.abort()
    request.destroy()
  }
  return end
}

/** Random numbers from 0 to 1, the same for the same seed: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
