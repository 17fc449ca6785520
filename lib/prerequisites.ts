import type { Prerequisite } from './types'

/** Calls what is a function, and fulfils when all have fulfilled. */
export function fulfilled(waitFor: readonly Prerequisite[]): Promise<unknown> {
  // `async`, so that a function that throws is one that rejects.
  return Promise.all(waitFor.map(async (item) => (typeof item === 'function' ? item() : item)))
}
