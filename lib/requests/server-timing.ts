import type { ServerResponse } from 'node:http'
import type { GateRequest } from './gate-request'
import { setHeader } from '../set-header'
import { soon } from '../timers'

const name = 'Server-Timing'

/**
 * Tells clients how long their requests were held, in a header of the response.
 *
 * @see https://www.w3.org/TR/server-timing/
 */
export class ServerTiming {
  /** Those that have come in this turn: whoever goes in now was not held. */
  readonly #justCame = new Set<GateRequest>()

  arrived(request: GateRequest): void {
    if (this.#justCame.size === 0) {
      soon(() => {
        this.#justCame.clear()
      })
    }
    this.#justCame.add(request)
  }

  /** It is held no more: its response is the app's, or that of a rejection. */
  leavesLine(request: GateRequest, heldMs: number): void {
    const { res } = request
    if (this.#justCame.has(request) || res.headersSent) return
    const own = `gate;dur=${heldMs.toFixed(1)};desc="cold start"`
    try {
      setHeader(res, name, [...valuesOf(res), own].join(', '))
    } catch {
      // A response class that imitates Node's may throw: it is answered all the same.
    }
  }
}

/** What an earlier middleware has written there. */
function valuesOf(res: Partial<ServerResponse>): string[] {
  return [res.getHeader?.(name) ?? []].flat().map(String)
}
