/**
 * Makes a function that loads on its first call and shares that load with all later ones, until it
 * is rejected: the call after that loads anew. A rejection that no caller handles stays unhandled.
 */
export function shareLoad<T>(startLoad: () => Promise<T>): () => Promise<T> {
  let shared: Promise<T> | undefined
  return () => {
    if (shared !== undefined) return shared
    let follow!: (start: () => Promise<T>) => void
    // Set before the load begins: a loader that asks for itself must not begin another load.
    const load = new Promise<T>((resolve, reject) => {
      const failed = (error: unknown): void => {
        shared = undefined
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it comes back unchanged
        reject(error)
      }
      follow = (start) => {
        try {
          start().then(resolve, failed)
        } catch (error) {
          // A busy process runs out of file descriptors: the gate itself could not be loaded.
          failed(error)
        }
      }
    })
    shared = load
    follow(startLoad)
    return load
  }
}
