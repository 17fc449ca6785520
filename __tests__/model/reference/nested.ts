import type { Due } from './bars'
import type { GateModel } from './gate-model'
import type { ModelRequest } from './request'

interface Line {
  /** The one inside that the others wait for. */
  current: ModelRequest | undefined
  setAt: number
  /** Which of those that were set at the same time was set first. */
  order: number
  /** When the others wait for it no longer. */
  dueAt: number
}

/** Contract, "Re-entrancy": what one inside asks for goes in beside it, one at a time. */
export class ModelNested {
  readonly #model: GateModel
  /** By the one that asks. */
  readonly #lines = new Map<ModelRequest, Line>()
  #timers = 0

  constructor(model: GateModel) {
    this.#model = model
  }

  hold(request: ModelRequest, asker: ModelRequest): void {
    const { flow } = this.#model
    request.asker = asker
    request.wasAskedFor = true
    flow.places.move(request, 'asking')
    const line = this.#lines.get(asker) ?? { current: undefined, order: 0, ...never }
    this.#lines.set(asker, line)
    if (line.current === undefined) this.#next(asker, line)
    flow.notePeak()
  }

  /** One is inside no more. */
  left(request: ModelRequest): void {
    const { asker } = request
    const line = asker && this.#lines.get(asker)
    if (asker && line?.current === request) this.#next(asker, line)
    this.#disband(request)
    request.asker = undefined
  }

  /** The gate has settled: whoever waits for one inside waits like everybody. */
  disbandAll(): void {
    for (const asker of [...this.#lines.keys()]) this.#disband(asker)
  }

  get dueAt(): number {
    return Math.min(Infinity, ...Array.from(this.#lines.values(), ({ dueAt }) => dueAt))
  }

  /** Whose time is over now. */
  get due(): Due[] {
    const late = [...this.#lines].filter(([, { dueAt }]) => dueAt === this.#model.now)
    const inOrder = late.sort(([, one], [, other]) => one.order - other.order)
    return inOrder.map(([asker, line]) => ({
      setAt: line.setAt,
      come: () => {
        if (line.dueAt === this.#model.now) this.#next(asker, line)
      },
    }))
  }

  #next(asker: ModelRequest, line: Line): void {
    const { ends, flow, now, plan } = this.#model
    Object.assign(line, never)
    let request = this.#waitingFor(asker)[0]
    while (request !== undefined && ends.dropIfLost(request)) request = this.#waitingFor(asker)[0]
    line.current = request
    if (request === undefined) return
    if (plan.slotTimeoutMs > 0) {
      Object.assign(line, {
        setAt: now,
        order: this.#timers++,
        dueAt: now + plan.slotTimeoutMs,
      })
    }
    flow.enterBeside(request)
  }

  /** Who asked has left: those that wait join the line at its end, and are requests like any other. */
  #disband(asker: ModelRequest): void {
    const { flow, now } = this.#model
    this.#lines.delete(asker)
    const orphans = this.#waitingFor(asker)
    for (const orphan of orphans) {
      orphan.asker = undefined
      orphan.arrivedAt = now
      flow.places.move(orphan, 'held')
    }
    if (orphans.length > 0) flow.joined()
  }

  #waitingFor(asker: ModelRequest): ModelRequest[] {
    return this.#model.flow.places.asking.filter((request) => request.asker === asker)
  }
}

const never = { setAt: Infinity, dueAt: Infinity }
