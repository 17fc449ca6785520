import type { GateModel } from './gate-model'
import { isInside, runsFor, slotOwner, type ModelConnection, type ModelRequest } from './request'

/** Contract, "Requests to itself": how long one waits for an answer before its slot passes on. */
const patienceMs = 250

/** What somebody has sent over a connection of this process. */
export interface Sent {
  readonly id: number
  readonly connection: ModelConnection
  /** The one inside that has sent it. */
  readonly asker: ModelRequest | undefined
  /** Whose slot passes on if no answer comes. */
  readonly waiter: ModelRequest | undefined
  readonly sentAt: number
  /** It has come in here, and is known. */
  hasArrived: boolean
  isAnswered: boolean
  isOver: boolean
}

/** What the contract says of what those inside send, maybe to this server. */
export class ModelOwn {
  readonly all: Sent[] = []
  readonly #model: GateModel

  constructor(model: GateModel) {
    this.#model = model
  }

  /** @param leadsHere - whether it goes to the address by which the asker itself came */
  send(by: ModelRequest, connection: ModelConnection, leadsHere: boolean): void {
    const asker = runsFor(by)
    const waiter = leadsHere ? slotOwner(asker) : undefined
    const flags = { hasArrived: false, isAnswered: false, isOver: false }
    const id = this.all.length
    this.all.push({ id, connection, asker, waiter, sentAt: this.#model.now, ...flags })
  }

  /** Who has sent what comes over a connection: what was sent first comes first. */
  askerOf(connection: ModelConnection): ModelRequest | undefined {
    const sent = this.all.find(
      (other) => other.connection === connection && isPending(other) && !other.hasArrived,
    )
    if (sent !== undefined) sent.hasArrived = true
    return sent?.asker
  }

  /** When the slot of one inside passes on to what it may wait for. */
  givesWayAt(request: ModelRequest): number {
    const waiting = this.all.filter(
      (sent) => sent.waiter === request && isPending(sent) && !sent.isAnswered && !sent.hasArrived,
    )
    return Math.min(Infinity, ...waiting.map(({ sentAt }) => sentAt + patienceMs))
  }
}

/** Whether it is not over, and neither is the one that has sent it. */
export function isPending({ asker, isOver }: Sent): boolean {
  return !isOver && asker !== undefined && isInside(asker)
}
