import type { IncomingMessage } from 'node:http'
import { isHttp2, socketOf } from '../connection'
import type { Ask, Asked } from './ask'
import { followFetch } from './fetch-requests'
import { followHttp } from './http-requests'
import { OpenAsks } from './open-asks'

/**
 * Knows which incoming requests this process has sent itself, and on whose behalf: by the two ends of
 * their connection, never by what they say.
 */
export class OwnRequests<Asker extends object> {
  readonly #asks: OpenAsks<Asker>
  readonly #stopFollowing: readonly (() => void)[]

  /**
   * @param currentAsker - who is running now, by its async context; not one that was forgotten
   * @param asks - told when a request of an asker has its connection, and so an address; in no certain
   *   async context. It may not throw
   */
  constructor(
    currentAsker: () => Asker | undefined,
    asks: (asker: Asker, request: Asked) => void = () => undefined,
  ) {
    this.#asks = new OpenAsks(currentAsker)
    const connected = (ask: Ask<Asker>): void => {
      asks(ask.asker, ask)
    }
    this.#stopFollowing = [followHttp(this.#asks, connected), followFetch(this.#asks, connected)]
  }

  /**
   * Who has sent an incoming request, if it came over a connection of this process. To be asked once
   * for each: what has arrived does not arrive again.
   */
  askerOf(req: IncomingMessage): Asker | undefined {
    const socket = socketOf(req)
    // Over HTTP/2 many share a connection at a time.
    if (socket === undefined || isHttp2(req)) return undefined
    const ask = this.#asks.sentTo(socket)
    if (ask === undefined) return undefined
    ask.hasArrived = true
    return ask.asker
  }

  /** Forgets what an asker has sent. */
  forget(asker: Asker): void {
    this.#asks.endAll(asker)
  }

  /** Leaves no subscription and no listener. */
  stop(): void {
    for (const stop of this.#stopFollowing) stop()
    this.#asks.endAll()
  }
}
