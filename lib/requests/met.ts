/**
 * Marks the requests that have met a gate, and their responses: one that is dispatched again inside the app is
 * not a new request. A WeakSet would make holding a request cost half as much again, and so would a second mark
 * beside that of the {@link RequestWatcher}: they share one.
 */
export class Met {
  readonly #key: symbol

  constructor(key: symbol) {
    this.#key = key
  }

  has(req: object, res: object): boolean {
    return this.#key in req || this.#key in res
  }

  /** @returns whether it has worked: a proxy may refuse it */
  add(req: object, res: object): boolean {
    return this.#mark(req) && this.#mark(res)
  }

  #mark(message: object): boolean {
    try {
      ;(message as Record<symbol, undefined>)[this.#key] = undefined
      return true
    } catch {
      return false
    }
  }
}
