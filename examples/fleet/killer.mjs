import { setTimeout as delay } from 'node:timers/promises'

const withinMs = 2_500
const mostAwayMs = 500
/** After that the new HAProxy has checked all processes as often as it takes to know them. */
const blindMs = 1_000

/** Kills HAProxy at random moments of random restarts, and starts it again. */
export function createKiller(haproxy, { kills, restarts, random, tell }) {
  const moments = Array.from({ length: kills }, () => ({
    restart: Math.floor(random() * restarts),
    afterMs: random() * withinMs,
    awayMs: random() * mostAwayMs,
  }))
  const outages = []
  return {
    /** From when until when clients could not count on it. */
    outages,
    /** Kills as often as this restart is to be met. */
    async meet(restart) {
      for (const { afterMs, awayMs } of moments.filter((moment) => moment.restart === restart)) {
        await delay(afterMs)
        const from = performance.now()
        await haproxy.kill()
        await delay(awayMs)
        await haproxy.startAgain()
        await delay(blindMs)
        outages.push({ from, to: performance.now() })
        tell(`HAProxy was killed, and is back after ${Math.round(awayMs)} ms`)
      }
    },
  }
}
