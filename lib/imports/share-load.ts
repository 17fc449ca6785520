/**
 * Makes a function that loads on its first call and shares that load with all later ones, until it
 * is rejected: the call after that loads anew.
 */
export function shareLoad<T>(startLoad: () => Promise<T>): () => Promise<T> {
  let shared: Promise<T> | undefined
  return () => {
    if (shared === undefined) {
      const load = startLoad()
      shared = load
      load.catch(() => {
        shared = undefined
      })
    }
    return shared
  }
}
