/**
 * Makes a function that loads on its first call and shares that load with all later ones, until it
 * is rejected: the call after that loads anew.
 */
export function shareLoad<T>(startLoad: () => Promise<T>): () => Promise<T> {
  let shared: Promise<T> | undefined
  return () => {
    if (shared !== undefined) return shared
    let follow!: (load: Promise<T>) => void
    // Before the load begins: one that asks for itself is not to begin another.
    const load = new Promise<T>((resolve) => {
      follow = resolve
    })
    shared = load
    load.catch(() => {
      shared = undefined
    })
    follow(startLoad())
    return load
  }
}
