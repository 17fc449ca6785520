import type { Asked } from './own/ask'
import type { Visit } from '../visits/visit'

/** How long one inside waits for what it may have asked of this server before it gives way, in milliseconds. */
const patienceMs = 250

interface Wait {
  since: number
  readonly asked: Asked
}

/**
 * Those inside that wait for an answer from where they were asked themselves: it may be this server,
 * behind a proxy, so that the request cannot be known when it comes. Then it waits in the line for whoever
 * waits for it.
 */
export class GivingWay {
  readonly #waiting = new Map<Visit, Set<Wait>>()

  /**
   * One inside has sent a request.
   *
   * @param owner - whose slot it is
   */
  asks(owner: Visit, asker: Visit, asked: Asked): void {
    if (!isAddressOf(asker, asked.authority)) return
    const wait = { since: performance.now(), asked }
    const waits = this.#waiting.get(owner) ?? new Set()
    this.#waiting.set(owner, waits.add(wait))
    void asked.answered.then(() => waits.delete(wait))
  }

  /** When it is to give way; never, once it is known of all of its requests that they have come. */
  dueAt(owner: Visit): number {
    let due = Infinity
    for (const { since, asked } of this.#waiting.get(owner) ?? []) {
      if (!asked.hasArrived) due = Math.min(due, since + patienceMs)
    }
    return due
  }

  /** The event loop was blocked: no answer could come. */
  blocked(now: number): void {
    for (const waits of this.#waiting.values()) {
      for (const wait of waits) wait.since = now
    }
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
