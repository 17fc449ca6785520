import { listenToImports, type ImportListener } from './boot-work/import-channel'
import type { GateOptions } from './options/options'
import { Origin } from './origin'
import { whenListening } from './when-listening'
import { soon, type Pending } from './timers'
import { whenTornDown } from './torn-down'

export interface MakingEvents extends ImportListener {
  /** The turn in which the gate was made is over. */
  firstTurnIsOver(): void
  /** The test that has made the gate is over, and has left it closed. */
  tornDown(): void
}

/**
 * What has to be noted from the making of a gate on. The rest of it is loaded when there is time, in the next
 * turn, or when something happens or is asked for before that.
 */
export class Making {
  readonly startedAt = Date.now()
  readonly hrtime = process.hrtime()
  readonly origin = new Origin()
  /** When that was on the clock of `performance.now()`; known when the rest is loaded. */
  madeAt = 0
  /** When a server of the process began to listen first, on the clock of `performance.now()`. */
  listeningAt: number | null = null
  readonly #firstTurn: Pending
  readonly #tearDown: Pending | undefined
  readonly #stopNotingListening: () => void
  readonly #stopListeningToImports: (() => void) | undefined

  constructor({ trackImports }: Pick<GateOptions, 'trackImports'>, events: MakingEvents) {
    this.#firstTurn = soon(() => {
      events.firstTurnIsOver()
    })
    this.#tearDown = whenTornDown(() => {
      events.tornDown()
    })
    this.#stopNotingListening = whenListening(() => {
      this.listeningAt = performance.now()
    })
    if (trackImports) this.#stopListeningToImports = listenToImports(events)
  }

  /** The rest is loaded: from now on there is time for Node to load the clock of `performance.now()`. */
  isOver(): void {
    const [seconds, nanoseconds] = process.hrtime(this.hrtime)
    const now = performance.now()
    // A test may have put fake clocks in place meanwhile, or taken them away.
    this.madeAt = Math.min(Math.max(0, now - seconds * 1e3 - nanoseconds / 1e6), now)
  }

  /** The gate has settled: leaves no timer and no subscription. */
  stop(): void {
    this.#firstTurn.cancel()
    this.#tearDown?.cancel()
    this.#stopNotingListening()
    this.#stopListeningToImports?.()
  }
}
