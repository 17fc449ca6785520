import type { GateModel } from './gate-model'
import { isInside, runsFor, type ModelConnection, type ModelRequest } from './request'

/** The app behind the gate, and the connections that its responses go out on. */
export class ModelApp {
  readonly #model: GateModel
  #ending: ModelConnection[] = []

  constructor(model: GateModel) {
    this.#model = model
  }

  /** It has been let in: unless that is awaited, its code runs within it. */
  entered(request: ModelRequest): void {
    if (!this.#model.plan.isAwaited) request.behalves = [request]
  }

  run(request: ModelRequest): void {
    const { app } = request.plan
    if (app === 'endsNow' || app === 'endsSoon') this.end(request)
    if (app === 'begins') request.begun = true
    if (app === 'endsNow') this.#finishNext(request.connection)
    if (app === 'imports') {
      const name = `app\n./${String(request.id)}.mjs`
      this.#model.loads.startImport(-1 - request.id, name, this.#runsFor(request), 'no')
    }
    if (app === 'opens') this.#model.open('manual')
    if (app === 'stops') this.#model.shutdown()
  }

  /** The app, or something else, ends a response. It may have to wait for those before it. */
  end(request: ModelRequest): void {
    if (request.ended) return
    request.begun = true
    request.ended = true
    this.#ending.push(request.connection)
  }

  /** A slow client reads what there is of its answer. */
  read(request: ModelRequest): void {
    request.isUnread = false
    this.#finishNext(request.connection)
  }

  /** @returns whether there was a connection that could go on */
  goOn(): boolean {
    const connection = this.#ending.shift()
    if (connection !== undefined) this.#finishNext(connection)
    return connection !== undefined
  }

  /** Whatever its caller does: the code of one that was let in runs for itself. */
  #runsFor(request: ModelRequest): ModelRequest | undefined {
    return isInside(request) ? request : runsFor(request)
  }

  #finishNext(connection: ModelConnection): void {
    const { unfinished, version } = connection
    const candidates = version === 2 ? unfinished : unfinished.slice(0, 1)
    const next = candidates.find(({ ended, isUnread }) => ended && !isUnread)
    if (next === undefined) return
    connection.unfinished = unfinished.filter((other) => other !== next)
    next.over = true
    // The next of this connection can go out before another request has been let in and answered.
    this.#ending.push(connection)
    this.#model.ends.finished(next)
  }
}
