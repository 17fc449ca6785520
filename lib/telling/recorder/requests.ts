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

/** The first requests, and what became of them. */
export class RecordedRequests implements Hearer {
  readonly all: RecordedRequest[] = []
  /** How many more there were. */
  more = 0
  /** Those held and inside. */
  readonly #present = new Map<ToldRequest, RecordedRequest>()
  readonly #ids = new Map<object, number>()
  #isOpen = false

  /** The request that something stands for: see {@link ToldRequest.visit}. */
  idOf(visit: object | undefined): number | null {
    return (visit && this.#ids.get(visit)) ?? null
  }

  arrived(request: ToldRequest): void {
    // A callback of the user's may open the gate for the one that it is asked about.
    if (this.#isOpen) return
    if (this.all.length === mostRequests) {
      this.more++
      return
    }
    const recorded: RecordedRequest = {
      id: this.all.length + 1,
      ...nameRequest(request.req),
      arrived: performance.now(),
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
    }
    this.all.push(recorded)
    this.#present.set(request, recorded)
  }

  nested(request: ToldRequest, asker: object | undefined): void {
    this.#note(request, { asker: this.idOf(asker) })
  }

  admitted(request: ToldRequest): void {
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
    for (const recorded of this.#present.values()) recorded.admitted ??= now
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
    for (const [request, recorded] of this.#present) {
      if (recorded.admitted === null) continue
      this.#end(request, { outcome: recorded.outcome ?? 'released', ended })
    }
    this.#ids.clear()
  }

  #passSlotOn(request: ToldRequest, news: Partial<RecordedRequest>): void {
    this.#note(request, { slotPassedOn: performance.now(), ...news })
  }

  #end(request: ToldRequest, news: Partial<RecordedRequest>): void {
    this.#note(request, { ended: performance.now(), ...news })
    this.#present.delete(request)
  }

  #note(request: ToldRequest, news: Partial<RecordedRequest>): RecordedRequest | undefined {
    const recorded = this.#present.get(request)
    return recorded && Object.assign(recorded, news)
  }
}

/** Upgrades have none, and messages made by hand can have anything there. */
function statusOf({ res }: ToldRequest): number | null {
  const { statusCode } = res as { readonly statusCode: unknown }
  return Number.isInteger(statusCode) ? (statusCode as number) : null
}
