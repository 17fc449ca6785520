import { clearImmediate as clearNodeImmediate, setImmediate as setNodeImmediate } from 'node:timers'

/** Work that takes longer goes on in another turn: the event loop has other work to do. In milliseconds. */
export const longestTurnMs = 5

/** Something that is to be done later, and can be called off. */
export interface Pending {
  cancel(): void
}

/**
 * Runs something after a time. It does not keep the process alive.
 *
 * It is called off by the `clearTimeout` of the moment in which it was set: fake timers, put in place
 * meanwhile, complain about timers that are not theirs.
 */
export function after(delayMs: number, run: () => void): Pending {
  const clear = clearTimeout
  const timer = setTimeout(run, delayMs) as NodeJS.Timeout | number
  // Where a test imitates a browser it is a number.
  if (typeof timer === 'object') timer.unref()
  return {
    cancel: () => {
      clear(timer)
    },
  }
}

/** Runs something when the event loop has got to its other work. */
export function soon(run: () => void): Pending {
  // Looked up each time, for tests replace them; a test that imitates a browser has none.
  const { setImmediate: set = setNodeImmediate, clearImmediate: clear = clearNodeImmediate } =
    globalThis as Partial<typeof globalThis>
  // Not unref'ed: an idle event loop would not wake for it.
  const immediate = set(run)
  return {
    cancel: () => {
      clear(immediate)
    },
  }
}
