import { soon } from '../timers'
import type { NextFunction } from '../types'

/** Hands an error to the framework. If that throws, it must not stop what the gate has to do. */
export function passError(next: NextFunction, error: unknown): void {
  // The frameworks take a falsy argument for none, and these two words for directions.
  const isError = Boolean(error) && error !== 'route' && error !== 'router'
  try {
    next(isError ? error : new Error('bootstrapGate: a callback failed.', { cause: error }))
  } catch (uncaught) {
    throwLater(uncaught)
  }
}

/** Throws in a turn of its own, where nothing but the process can catch it. */
export function throwLater(error: unknown): void {
  soon(() => {
    throw error
  })
}
