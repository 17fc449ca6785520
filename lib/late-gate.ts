import { BootstrapGateError } from './errors'
import type { Gate } from './gate'
import { Making } from './making'
import type { GateOptions } from './options/options'
import { isTornDown } from './torn-down'
import type { Readiness } from './readiness'
import type { BootstrapGate, GateStatus } from './types'

/**
 * A gate that is loaded when it is needed: by the first request or import, when something is asked of it, and
 * at the latest in the turn after it was made. Until then nothing can have happened to it.
 */
export class LateGate {
  readonly #options: GateOptions
  readonly #face: BootstrapGate
  readonly making: Making
  readonly #onOpen: () => void
  #full: typeof import('./full-gate') | undefined
  #gate: Gate | undefined
  #isLoading = false
  /** It was over, and the gate could not be loaded. */
  #hasMissedTurn = false

  /**
   * @param face - the gate as its users see it
   * @param onOpen - called the moment the gate opens, before anybody is let in
   */
  constructor(options: GateOptions, face: BootstrapGate, onOpen: () => void) {
    this.#options = options
    this.#face = face
    this.#onOpen = onOpen
    this.making = new Making(options, {
      firstTurnIsOver: () => {
        this.#hasMissedTurn = !this.#ifLoadable((gate) => {
          gate.firstTurnIsOver()
          if (gate.status === 'closed') this.#rehearse()
        })
      },
      tornDown: () => {
        this.#abandon()
      },
      importStarted: (key, report) => {
        this.#ifLoadable((gate) => {
          gate.bootWork.importStarted(key, report)
        })
      },
      importSettled: (key, status, error) => {
        this.#gate?.bootWork.importSettled(key, status, error)
      },
    })
  }

  /** The boot may begin. */
  begin(): void {
    // What is to be waited for can be rejected in this very turn.
    if (this.#options.waitFor.length === 0) return
    try {
      this.#load()
    } catch (error) {
      // Nobody will have this gate.
      this.making.stop()
      throw error
    }
  }

  get status(): GateStatus {
    return this.#gate?.status ?? 'closed'
  }

  /** Whoever asks for it has no files to spare: a health check. */
  get readiness(): Readiness | undefined {
    try {
      return this.loaded.readiness
    } catch {
      return undefined
    }
  }

  get loaded(): Gate {
    return this.#gate ?? this.#load()
  }

  /** Where it was made: else what whoever needs it first has in its async context would be kept as well. */
  #load(): Gate {
    this.#isLoading = true
    try {
      return this.making.origin.runInAsyncScope(() => this.#create())
    } finally {
      this.#isLoading = false
    }
  }

  #create(): Gate {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it at once
    this.#full ??= require('./full-gate') as typeof import('./full-gate')
    this.making.isOver()
    this.#gate = new this.#full.Gate(this.#options, {
      face: this.#face,
      making: this.making,
      errorClass: BootstrapGateError,
      onOpen: this.#onOpen,
    })
    // From here on whoever asks has it: `waitFor` may.
    this.#gate.begin()
    if (this.#hasMissedTurn) this.#gate.firstTurnIsOver()
    return this.#gate
  }

  #rehearse(): void {
    this.#full?.rehearse(this.#options, BootstrapGateError).catch(() => undefined)
  }

  #abandon(): void {
    this.making.stop()
    this.#gate?.abandon()
  }

  /** Where it cannot be loaded, whoever asks something of it next tries again, and hears of it. */
  #ifLoadable(run: (gate: Gate) => void): boolean {
    if (isTornDown()) {
      this.#abandon()
      return false
    }
    // A hook on `require()` can import something while this is loaded.
    if (this.#isLoading && this.#gate === undefined) return false
    let gate: Gate
    try {
      gate = this.loaded
    } catch {
      return false
    }
    run(gate)
    return true
  }
}
