import type { Socket } from 'node:net'
import { Ask } from './ask'
import { areOneConnection } from './same-connection'

/** The requests of askers that are not over, by the client's own object for each. */
export class OpenAsks<Asker extends object> {
  readonly #asks = new Map<object, Ask<Asker>>()
  readonly #currentAsker: () => Asker | undefined

  constructor(currentAsker: () => Asker | undefined) {
    this.#currentAsker = currentAsker
  }

  /** Begins one, if it is an asker who is running. */
  begin(key: object): Ask<Asker> | undefined {
    this.end(key)
    const asker = this.#currentAsker()
    if (asker === undefined) return undefined
    const ask = new Ask(asker)
    this.#asks.set(key, ask)
    return ask
  }

  get(key: object): Ask<Asker> | undefined {
    return this.#asks.get(key)
  }

  end(key: object): void {
    this.#asks.get(key)?.end()
    this.#asks.delete(key)
  }

  /**
   * The oldest that has been sent over the connection of a server's socket and has not arrived: with
   * pipelining there are several. There are as many to look through as those inside have sent.
   */
  sentTo(server: Partial<Socket>): Ask<Asker> | undefined {
    for (const [key, ask] of this.#asks) {
      if (ask.hasArrived || ask.socket === undefined || isDestroyed(key)) continue
      if (areOneConnection(ask.socket, server)) return ask
    }
    return undefined
  }

  endAll(asker?: Asker): void {
    for (const [key, ask] of this.#asks) {
      if (asker === undefined || ask.asker === asker) this.end(key)
    }
  }
}

/** Whether a request is over without a word: somebody can have removed all of its listeners. */
function isDestroyed(key: { destroyed?: boolean }): boolean {
  return key.destroyed === true
}
