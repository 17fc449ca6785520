import { clearInterval, setInterval } from 'node:timers'
import type { Pending } from './timers'

/** Jest gives it to every module that it loads, and not to the rest of the process. */
declare const jest: { readonly isEnvironmentTornDown?: () => boolean } | undefined

/** How often it is looked whether a test is over: no event tells. In milliseconds. */
const intervalMs = 500

/**
 * Whether the test that the code belongs to is over: Jest fails a run in which something is required after that.
 *
 * @see https://jestjs.io/docs/jest-object#jestisenvironmenttorndown
 */
export function isTornDown(): boolean {
  return typeof jest !== 'undefined' && jest.isEnvironmentTornDown?.() === true
}

/**
 * Runs something when that test is over, again and again until it is called off. The process goes on with
 * other tests, and what listens to a channel of Node's keeps all modules of its own alive.
 */
export function whenTornDown(run: () => void): Pending | undefined {
  if (typeof jest === 'undefined') return undefined
  // Node's own, which no test fakes.
  const timer = setInterval(() => {
    if (isTornDown()) run()
  }, intervalMs).unref()
  return {
    cancel: () => {
      clearInterval(timer)
    },
  }
}
