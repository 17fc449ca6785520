import type { Asked } from './own/ask'
import type { Visit } from '../visits/visit'

/** How long one inside waits for what it may have asked of this server before it gives way, in milliseconds. */
const patienceMs = 250

/**
 * Those inside that wait for an answer from where they were asked themselves: it may be this server,
 * behind a proxy, so that the request cannot be known when it comes. Then it waits in the line for whoever
 * waits for it.
 */
export class GivingWay {
  readonly #waiting = new Map<Visit, { since: number; readonly asked: Asked }>()

  /**
   * One inside has sent a request.
   *
   * @param owner - whose slot it is
   */
  asks(owner: Visit, asker: Visit, asked: Asked): void {
    if (this.#waiting.has(owner) || !isAddressOf(asker, asked.authority)) return
    const wait = { since: performance.now(), asked }
    this.#waiting.set(owner, wait)
    void asked.answered.then(() => {
      if (this.#waiting.get(owner) === wait) this.#waiting.delete(owner)
    })
  }

  /** When it is to give way; never, once it is known that its request has come. */
  dueAt(owner: Visit): number {
    const wait = this.#waiting.get(owner)
    return wait === undefined || wait.asked.hasArrived ? Infinity : wait.since + patienceMs
  }

  /** The event loop was blocked: no answer could come. */
  blocked(now: number): void {
    for (const wait of this.#waiting.values()) wait.since = now
  }

  forget(owner: Visit): void {
    this.#waiting.delete(owner)
  }
}

/** Whether a visit came to that address, as far as its client and the proxies before it say. */
function isAddressOf({ hosts }: Visit, authority: string): boolean {
  return hosts.some((host) =>
    /:\d+$/.test(host)
      ? host === authority
      : `${host}:80` === authority || `${host}:443` === authority,
  )
}
