import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { isHttp2, socketOf } from './connection'
import type { GateRequest } from './gate-request'
import type { Asked } from './own/ask'
import { OwnRequests } from './own/own-requests'
import type { Visit } from '../visits/visit'
import type { Visits } from '../visits/visits'

/** Who causes what: which requests come from one inside, and what runs on behalf of which. */
export class Causes {
  readonly #visits: Visits
  readonly #own: OwnRequests<Visit>

  /** @param asks - told when one inside has sent a request, maybe to this server. It may not throw */
  constructor(visits: Visits, asks: (visit: Visit, asked: Asked) => void) {
    this.#visits = visits
    this.#own = new OwnRequests(() => visits.inside, asks)
  }

  /**
   * From here on the caller goes on on behalf of a request that has just come.
   *
   * @returns who has asked for it from inside, within the process
   */
  arrives(request: GateRequest): Visit | undefined {
    // Nothing that came over a connection has the context of its asker. It may have that of one before it: on
    // its connection, or in a queue of the user's that the end of that one has drained.
    if (isOverConnection(request.req)) {
      request.arrival = this.#visits.arrive()
      return undefined
    }
    const asker = this.#visits.inside
    if (asker !== undefined) request.arrival = this.#visits.arriveWithin()
    return asker
  }

  /** Who has sent it from inside, over a connection to itself. To be asked once for each. */
  senderOf(req: IncomingMessage): Visit | undefined {
    return this.#own.askerOf(req)
  }

  /** One passes by: what its caller goes on with is not done for another that came there before. */
  passes(req: IncomingMessage): void {
    if (isOverConnection(req)) this.#visits.arrive()
  }

  /** One inside has left: forgets what it has sent. */
  forget(visit: Visit): void {
    this.#own.forget(visit)
  }

  /** Leaves no subscription and no listener. */
  stop(): void {
    this.#own.stop()
  }
}

/** Whether it has come over a connection of its own: what is made within the process imitates one. */
function isOverConnection(req: IncomingMessage): boolean {
  // It may have been made of the connection of its asker. What the parser says it was not told.
  const { upgrade } = req as { upgrade?: unknown }
  return (typeof upgrade === 'boolean' || isHttp2(req)) && socketOf(req) instanceof Socket
}
