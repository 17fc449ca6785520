import { longestTurnMs, soon } from '../timers'

const mostAtOnce = 128

/**
 * Takes and handles members until none is left, in batches limited in number and in time: between two of
 * them the event loop gets to its other work. The first batch runs at once.
 */
export function drain<T>(take: () => T | undefined, handle: (member: T) => void): void {
  const deadline = performance.now() + longestTurnMs
  for (let count = 0; count < mostAtOnce && performance.now() < deadline; count++) {
    const member = take()
    if (member === undefined) return
    handle(member)
  }
  soon(() => {
    drain(take, handle)
  })
}
