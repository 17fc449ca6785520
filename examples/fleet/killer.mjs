import { setTimeout as delay } from 'node:timers/promises'

const withinMs = 1_500
const mostAwayMs = 500
/** After that the new HAProxy has checked all processes as often as it takes to know them. */
const blindMs = 1_000

/**
 * Kills HAProxy in random restarts, and starts it again: once when the new process holds clients, if
 * it ever does, and else at random moments.
 */
export function createKiller(haproxy, { kills, restarts, random, tell }) {
  const plans = Array.from({ length: kills }, (_, index) => ({
    restart: Math.floor(random() * restarts),
    afterMs: random() * withinMs,
    awayMs: random() * mostAwayMs,
    isAtHolding: index === 0,
  }))
  const outages = []
  return {
    /** From when until when clients could not count on it. */
    outages,
    /**
     * Kills as often as this restart is to be met.
     *
     * @param holding - resolves when the new process holds clients, or has no more reason to
     */
    async meet(restart, holding) {
      for (const plan of plans.filter((each) => each.restart === restart)) {
        await (plan.isAtHolding ? holding() : delay(plan.afterMs))
        const from = performance.now()
        await haproxy.kill()
        await delay(plan.awayMs)
        await haproxy.startAgain()
        await delay(blindMs)
        outages.push({ from, to: performance.now() })
        tell(`HAProxy was killed, and started again after ${Math.round(plan.awayMs)} ms`)
      }
    },
  }
}
