import type { BootstrapGateError } from '../errors'
import type { ImportSettledEvent, OpenedInfo, PendingImport } from '../types'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request, as those who hear of it may see it. */
export interface ToldRequest {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  /** What stands for it in all that it causes, and holds no message; from when it is let in. */
  readonly visit?: object | undefined
  /** Whether a warm-up has sent it. */
  readonly isWarmUp: boolean
  /** How long its present phase, held or inside the app, has lasted, in milliseconds. */
  readonly ageMs: number
  /** Runs something in the async context that the request arrived in. */
  runInAsyncScope(run: () => void): void
}

/** A dynamic `import()`, or other boot work that somebody asked the gate to wait for. */
export interface ToldWork {
  readonly kind: 'import' | 'work'
  readonly label: string
  readonly parentURL: string | null
  /** Method and path of the request that caused it. */
  readonly request: string | null
  /** What stands for that request: see {@link ToldRequest}; also when it has ended. */
  readonly visit: object | undefined
}

/** The same, while it has not settled. */
export type PendingWork = PendingImport & Pick<ToldWork, 'kind'>

/** A lock, or a callback of the user's, that did not do as it should. */
export interface ToldFault {
  /** The callback, or what is wrong with the lock. */
  readonly what: string
  readonly consequence: string
  readonly cause: unknown
}

/**
 * All that a gate tells, once, where it happens. A hearer takes what it is interested in; the parts
 * that do the work know none of them. A hearer does not throw, and changes nothing. It is told in the
 * async context of whatever made it happen; one that calls other people's code about a request does
 * that in the context of the request.
 */
export interface Hearer {
  // Requests
  /** It has met the gate, and was not skipped. */
  arrived?(request: ToldRequest): void
  skipped?(req: IncomingMessage): void
  /** It is about to be let in beside the one inside that has asked for it, for which `asker` stands. */
  nested?(request: ToldRequest, asker: object | undefined): void
  /** It is about to be let in. `heldSince` is on the clock of `performance.now()`. */
  admitted?(request: ToldRequest, heldSince: number): void
  /** The app ended the response, and Node finished it; `counts` says whether towards opening. */
  completed?(request: ToldRequest, counts: boolean): void
  /** Its response has begun and goes on: it has given its slot on. */
  streamed?(request: ToldRequest, counts: boolean): void
  /** One that has streamed has ended, or its client went away: it is inside no more. */
  streamEnded?(request: ToldRequest): void
  /** It may wait for a request that waits in the line: it has given its slot on. */
  gaveWay?(request: ToldRequest): void
  /** Its client went away, or something else answered it before its turn. */
  aborted?(request: ToldRequest, wasAdmitted: boolean): void
  rejected?(request: ToldRequest, error: BootstrapGateError): void
  /** It was inside the app for too long, and has lost its slot. */
  slotTimedOut?(request: ToldRequest, waitsBehindAnother: boolean): void
  // Boot work
  workStarted?(work: ToldWork): void
  /** `work` is the object that was told when it started. */
  workSettled?(settled: ImportSettledEvent, work: ToldWork): void
  // The gate
  /** There is a `waitFor`: nobody is let in before it has fulfilled. */
  prerequisitesAwaited?(): void
  /** The boot clock has started. */
  bootStarted?(): void
  prerequisitesFulfilled?(): void
  /** No import has been in flight for the whole of the quiet window. */
  quiet?(): void
  warmUpStarted?(): void
  warmUpEnded?(): void
  /** Some of its requests had no good answer, or none has met the gate. */
  warmUpFellShort?(what: string, advice: string): void
  bootTimedOut?(closedMs: number): void
  opened?(info: OpenedInfo): void
  failed?(error: BootstrapGateError): void
  stopped?(): void
  /** Something has kept the event loop busy while a request was inside; on the clock of `performance.now()`. */
  loopBlocked?(start: number, end: number): void
  // What the user gave
  callbackFailed?(fault: ToldFault): void
  mutexFailed?(fault: ToldFault): void
}

type Happening = keyof Hearer
type What<H extends Happening> = Parameters<NonNullable<Hearer[H]>>
type Hear = (...what: unknown[]) => void

/** Tells each happening to all who want to hear of it, in the order in which they were added. */
export class Telling {
  readonly #hearers: { [H in Happening]?: Hear[] } = {}

  /** Adds a hearer: each of its methods that has the name of a happening hears of that from now on. */
  add(hearer: Hearer): void {
    for (const happening of happenings) {
      const hear = hearer[happening]?.bind(hearer) as Hear | undefined
      // Not by `push`, which makes room for sixteen more: a process can have hundreds of gates.
      if (hear !== undefined) this.#hearers[happening] = [...(this.#hearers[happening] ?? []), hear]
    }
  }

  tell<H extends Happening>(happening: H, ...what: What<H>): void {
    const hearers = this.#hearers[happening]
    if (hearers === undefined) return
    // No happening has more to say; a spread would cost as much as all the rest.
    const [one, two] = what as [unknown, unknown]
    for (const hear of hearers) hear(one, two)
  }
}

/** The compiler keeps this list complete. */
const happenings = Object.keys({
  arrived: true,
  skipped: true,
  nested: true,
  admitted: true,
  completed: true,
  streamed: true,
  streamEnded: true,
  gaveWay: true,
  aborted: true,
  rejected: true,
  slotTimedOut: true,
  workStarted: true,
  workSettled: true,
  prerequisitesAwaited: true,
  bootStarted: true,
  prerequisitesFulfilled: true,
  quiet: true,
  warmUpStarted: true,
  warmUpEnded: true,
  warmUpFellShort: true,
  bootTimedOut: true,
  opened: true,
  failed: true,
  stopped: true,
  loopBlocked: true,
  callbackFailed: true,
  mutexFailed: true,
} satisfies Record<Happening, true>) as Happening[]
