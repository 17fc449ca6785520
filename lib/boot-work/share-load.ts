/**
 * Makes a function that loads on its first call and shares that load with all later ones, until it
 * is rejected: the call after that loads anew. A rejection that no caller handles stays unhandled.
 */
export function shareLoad<T>(startLoad: () => Promise<T>): () => Promise<T> {
  let shared: Promise<T> | undefined
  return () => {
    if (shared !== undefined) return shared
    let follow!: (load: Promise<T>) => void
    // Before the load begins: one that asks for itself is not to begin another.
    const load = new Promise<T>((resolve, reject) => {
      follow = (started) => {
        started.then(resolve, (error: unknown) => {
          shared = undefined
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it comes back unchanged
          reject(error)
        })
      }
    })
    shared = load
    follow(startLoad())
    return load
  }
}
