import type { BootstrapGateError } from '../../errors'
import { nameRequest } from '../../request-label'
import type { Hearer, ToldRequest } from '../telling'
import type { ReportedRequest } from '../../types'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

export type RecordedRequest = Mutable<Omit<ReportedRequest, 'label'>> & {
  /** Whether the path can be asked for again as it stands there. */
  readonly isExact: boolean
}

const mostRequests = 256

/**
 * The first requests, and what became of them. Of one that is held there is a number and a time: many are, and
 * holding is to cost nothing more. The rest is written down when something becomes of it, or is asked for.
 */
export class RecordedRequests implements Hearer {
  /** How many more there were. */
  more = 0
  readonly #recorded: (RecordedRequest | undefined)[] = []
  #arrivals: Float64Array | undefined
  /** Those held and inside: which of the first they are. */
  readonly #present = new Map<ToldRequest, number>()
  readonly #ids = new Map<object, number>()
  #isOpen = false

  /** In the order in which they came. */
  get all(): readonly RecordedRequest[] {
    for (const request of this.#present.keys()) this.#note(request, {})
    return this.#recorded as RecordedRequest[]
  }

  /** The request that something stands for: see {@link ToldRequest.visit}. */
  idOf(visit: object | undefined): number | null {
    return (visit && this.#ids.get(visit)) ?? null
  }

  arrived(request: ToldRequest): void {
    // A callback of the user's may open the gate for the one that it is asked about.
    if (this.#isOpen) return
    const index = this.#recorded.length
    if (index === mostRequests) {
      this.more++
      return
    }
    this.#arrivals ??= new Float64Array(mostRequests)
    this.#arrivals[index] = performance.now()
    this.#recorded.push(undefined)
    this.#present.set(request, index)
  }

  nested(request: ToldRequest, asker: object | undefined): void {
    this.#note(request, { asker: this.idOf(asker) })
  }

  admitted(request: ToldRequest): void {
    // Thousands can be let in at once.
    if (!this.#present.has(request)) return
    const recorded = this.#note(request, { admitted: performance.now() })
    if (recorded !== undefined && request.visit !== undefined) {
      this.#ids.set(request.visit, recorded.id)
    }
  }

  streamed(request: ToldRequest, counted: boolean): void {
    this.#passSlotOn(request, { outcome: 'streamed', status: statusOf(request), counted })
  }

  gaveWay(request: ToldRequest): void {
    this.#passSlotOn(request, { gaveWay: true })
  }

  slotTimedOut(request: ToldRequest): void {
    this.#passSlotOn(request, { slotTimedOut: true })
  }

  streamEnded(request: ToldRequest): void {
    this.#end(request, {})
  }

  completed(request: ToldRequest, counted: boolean): void {
    this.#end(request, { outcome: 'completed', status: statusOf(request), counted })
  }

  aborted(request: ToldRequest): void {
    this.#end(request, { outcome: 'aborted' })
  }

  rejected(request: ToldRequest, { status, reason }: BootstrapGateError): void {
    this.#end(request, { outcome: 'rejected', status, rejection: reason })
  }

  /** All are let in now. */
  opened(): void {
    this.#isOpen = true
    const now = performance.now()
    for (const recorded of this.all) recorded.admitted ??= recorded.ended === null ? now : null
    this.#release(now)
  }

  failed(): void {
    this.#release(performance.now())
  }

  stopped(): void {
    this.#release(performance.now())
  }

  /** Those inside are watched no more. Those that are held then are going to be rejected. */
  #release(ended: number): void {
    for (const [request, index] of [...this.#present]) {
      const recorded = this.#recorded[index]
      if (recorded === undefined || recorded.admitted === null) continue
      this.#end(request, { outcome: recorded.outcome ?? 'released', ended })
    }
    this.#ids.clear()
  }

  #passSlotOn(request: ToldRequest, news: Partial<RecordedRequest>): void {
    this.#note(request, { slotPassedOn: performance.now(), ...news })
  }

  #end(request: ToldRequest, news: Partial<RecordedRequest>): void {
    if (!this.#present.has(request)) return
    this.#note(request, { ended: performance.now(), ...news })
    this.#present.delete(request)
  }

  #note(request: ToldRequest, news: Partial<RecordedRequest>): RecordedRequest | undefined {
    const index = this.#present.get(request)
    if (index === undefined) return undefined
    const recorded = (this.#recorded[index] ??= {
      id: index + 1,
      ...nameRequest(request.req),
      arrived: this.#arrivals?.[index] ?? 0,
      admitted: null,
      slotPassedOn: null,
      ended: null,
      outcome: null,
      status: null,
      counted: false,
      rejection: null,
      asker: null,
      gaveWay: false,
      slotTimedOut: false,
      warmUp: request.isWarmUp,
    })
    return Object.assign(recorded, news)
  }
}

/** Upgrades have none, and messages made by hand can have anything there. */
function statusOf({ res }: ToldRequest): number | null {
  const { statusCode } = res as { readonly statusCode: unknown }
  return Number.isInteger(statusCode) ? (statusCode as number) : null
}
