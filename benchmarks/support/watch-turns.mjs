import { clearImmediate } from 'node:timers'
import { setImmediate as turn } from 'node:timers/promises'

/** Watches the event loop from now on. */
export async function watchTurns() {
  let longest = 0
  let last = performance.now()
  let next = setImmediate(function look() {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    next = setImmediate(look)
  })
  await turn()
  longest = 0
  return {
    /** Ends the watch; in milliseconds how long the loop was busy with one turn at most. */
    async longest() {
      await turn()
      clearImmediate(next)
      return longest
    },
  }
}
