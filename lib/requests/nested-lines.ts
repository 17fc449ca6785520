import type { GateRequest } from './gate-request'
import { LinkedList } from './linked-list'
import { after, type Pending } from '../timers'
import type { Visit } from '../visits/visit'

interface Line {
  readonly waiting: LinkedList<GateRequest>
  /** The one inside that the others wait for. */
  current: GateRequest | undefined
  timer: Pending | undefined
}

export interface NestedLinesEvents {
  /** It is its turn. */
  enters(request: GateRequest): void
  /** It is to go in: drops it if there is nobody to answer, or something else has. */
  dropsAbsent(request: GateRequest): boolean
}

/**
 * Requests that those inside make of their own app. Whoever asks waits for the answer: to let it wait
 * in the line would be to wait for oneself. Those of one asker are let in one at a time, each for a
 * limited time, so that what is serial stays so.
 */
export class NestedLines {
  readonly #lines = new Map<Visit, Line>()
  readonly #limitMs: number
  readonly #events: NestedLinesEvents

  /** @param limitMs - how long the next waits for one at most; 0: no limit */
  constructor(limitMs: number, events: NestedLinesEvents) {
    this.#limitMs = limitMs
    this.#events = events
  }

  get size(): number {
    let size = 0
    for (const { waiting } of this.#lines.values()) size += waiting.size
    return size
  }

  join(request: GateRequest, asker: Visit): void {
    const line = this.#lines.get(asker) ?? this.#open(asker)
    line.waiting.append(request)
    if (line.current === undefined) this.#next(line)
  }

  /** One that was let in has ended. */
  left(request: GateRequest, asker: Visit): void {
    const line = this.#lines.get(asker)
    if (line?.current === request) this.#next(line)
  }

  /** @returns those that wait for nobody any more, in order */
  askerLeft(asker: Visit): GateRequest[] {
    const line = this.#lines.get(asker)
    if (line === undefined) return []
    line.timer?.cancel()
    this.#lines.delete(asker)
    return [...line.waiting]
  }

  /** The gate has settled: leaves no timer. The same of all askers, in the order in which they asked first. */
  disband(): GateRequest[] {
    return [...this.#lines.keys()].flatMap((asker) => this.askerLeft(asker))
  }

  #open(asker: Visit): Line {
    const line = { waiting: new LinkedList<GateRequest>(), current: undefined, timer: undefined }
    this.#lines.set(asker, line)
    return line
  }

  #next(line: Line): void {
    line.timer?.cancel()
    line.timer = undefined
    line.current = this.#takePresent(line)
    if (line.current === undefined) return
    if (this.#limitMs > 0) {
      line.timer = after(this.#limitMs, () => {
        this.#next(line)
      })
    }
    this.#events.enters(line.current)
  }

  #takePresent({ waiting }: Line): GateRequest | undefined {
    while (waiting.first !== undefined && this.#events.dropsAbsent(waiting.first));
    return waiting.takeFirst()
  }
}
