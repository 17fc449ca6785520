import { AsyncResource } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Linked, LinkedList } from './linked-list'
import type { NextFunction, Release } from '../types'

/**
 * A request on its way through a closed gate. It remembers the async context that it arrived in:
 * whoever makes room for it must not lend it theirs.
 */
export class HeldRequest extends AsyncResource implements Linked<HeldRequest> {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly next: NextFunction
  /** When its present phase, held or inside the app, began: monotonic, in milliseconds. */
  since = performance.now()
  list: LinkedList<HeldRequest> | undefined
  previous: HeldRequest | undefined
  following: HeldRequest | undefined
  /** Gives the slot back; set while it has one. */
  release: Release | undefined
  /** Whether it is among the {@link PipelinedRequests}. */
  isPipelined = false

  constructor(req: IncomingMessage, res: ServerResponse, next: NextFunction) {
    super('BootstrapGateRequest')
    this.req = req
    this.res = res
    this.next = next
  }

  /** How long its present phase has lasted, in milliseconds. */
  get ageMs(): number {
    return performance.now() - this.since
  }

  releaseSlot(): void {
    const { release } = this
    this.release = undefined
    release?.()
  }
}
