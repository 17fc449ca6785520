import type { Due } from './bars'
import type { GateModel } from './gate-model'
import type { ModelRequest } from './request'

/** Contract, "Known probes": how long one waits at most. */
const longestMs = 500

/** What the contract says of health checks: ahead of all others, one at a time, and not for long. */
export class ModelProbes {
  readonly #model: GateModel
  /** One timer serves all: it is set for the one that has waited for longest. */
  #timer: Pick<Due, 'setAt'> & { readonly dueAt: number } = unset

  constructor(model: GateModel) {
    this.#model = model
  }

  /** The one whose turn it is. */
  get next(): ModelRequest | undefined {
    const { checking, inside } = this.#model.flow.places
    return inside.some(({ isProbe }) => isProbe) ? undefined : checking[0]
  }

  hold(request: ModelRequest): void {
    const { flow } = this.#model
    request.isProbe = true
    flow.places.move(request, 'checking')
    this.#setTimer()
    flow.joined()
  }

  get dueAt(): number {
    return this.#timer.dueAt
  }

  get due(): Due {
    return {
      setAt: this.#timer.setAt,
      come: () => {
        this.#expire()
      },
    }
  }

  #setTimer(): void {
    const { flow, now } = this.#model
    const [first] = flow.places.checking
    if (first === undefined || this.#timer !== unset) return
    this.#timer = { setAt: now, dueAt: first.since + longestMs }
  }

  #expire(): void {
    const { flow, now } = this.#model
    const { checking } = flow.places
    this.#timer = unset
    while (this.#model.isClosed) {
      const [first] = checking
      if (first === undefined || first.since + longestMs > now) break
      flow.passBeside(first)
    }
    this.#setTimer()
  }
}

const unset = { setAt: Infinity, dueAt: Infinity }
