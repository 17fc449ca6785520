import { AsyncResource } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Linked, LinkedList } from './linked-list'
import type { ToldRequest } from '../telling/telling'
import type { NextFunction } from '../types'
import type { Arrival } from '../visits/arrival'
import type { Visit } from '../visits/visit'

enum Trait {
  CameBegun = 1,
  Admitted = 2,
  Pipelined = 4,
  Streamed = 8,
  Probe = 16,
  Nested = 32,
  GaveWay = 64,
  WarmUp = 128,
  Upgrade = 256,
}

/**
 * A request on its way through a gate that is not open. It remembers the async context that it arrived
 * in: whoever makes room for it must not lend it theirs.
 */
export class GateRequest extends AsyncResource implements Linked<GateRequest>, ToldRequest {
  // Declared here and set by the constructor: in a derived class Node 20 takes 1 µs to define them one by one.
  declare readonly req: IncomingMessage
  declare readonly res: ServerResponse
  declare readonly next: NextFunction
  /** When its present phase, held or inside the app, began: monotonic, in milliseconds. */
  declare since: number
  declare list: LinkedList<GateRequest> | undefined
  declare previous: GateRequest | undefined
  declare following: GateRequest | undefined
  /** Set when it is let into the app while the gate is closed. */
  declare visit: Visit | undefined
  /** What says to its caller on behalf of whom it goes on. */
  declare arrival: Arrival | undefined
  /** One field for all that is yes or no: thousands can be held. */
  declare private traits: number

  constructor(req: IncomingMessage, res: ServerResponse, next: NextFunction) {
    super('BootstrapGateRequest')
    this.req = req
    this.res = res
    this.next = next
    this.since = performance.now()
    this.list = undefined
    this.previous = undefined
    this.following = undefined
    this.visit = undefined
    this.arrival = undefined
    this.traits = res.headersSent ? Trait.CameBegun : 0
  }

  /** Whether the head of its response was sent before it came. */
  get cameBegun(): boolean {
    return (this.traits & Trait.CameBegun) !== 0
  }

  /** Whether it has been let into the app. */
  get isAdmitted(): boolean {
    return (this.traits & Trait.Admitted) !== 0
  }

  /** Whether it is among the {@link PipelinedRequests}. */
  get isPipelined(): boolean {
    return (this.traits & Trait.Pipelined) !== 0
  }

  /** Whether it has given its slot on as its response went on, and is counted already. */
  get isStreamed(): boolean {
    return (this.traits & Trait.Streamed) !== 0
  }

  /** Whether it is a health check. */
  get isProbe(): boolean {
    return (this.traits & Trait.Probe) !== 0
  }

  markProbe(): void {
    this.traits |= Trait.Probe
  }

  /** Whether a warm-up has sent it. */
  get isWarmUp(): boolean {
    return (this.traits & Trait.WarmUp) !== 0
  }

  markWarmUp(): void {
    this.traits |= Trait.WarmUp
  }

  /** Whether a connection is to be upgraded: there is no response. */
  get isUpgrade(): boolean {
    return (this.traits & Trait.Upgrade) !== 0
  }

  markUpgrade(): void {
    this.traits |= Trait.Upgrade
  }

  /** Whether one inside has asked for it, and it was let in beside that. */
  get isNested(): boolean {
    return (this.traits & Trait.Nested) !== 0
  }

  markNested(visit: Visit): void {
    this.traits |= Trait.Nested
    this.standFor(visit)
  }

  /** What it causes from now on is known by this. */
  standFor(visit: Visit | undefined): void {
    this.visit = visit
    if (this.arrival !== undefined) this.arrival.visit = visit
  }

  /** Whether it has given its slot on to what it may wait for itself. */
  get hasGivenWay(): boolean {
    return (this.traits & Trait.GaveWay) !== 0
  }

  markGivenWay(): void {
    this.traits |= Trait.GaveWay
  }

  /** Whether its end may count as a completion: that of a stream has, and these never do. */
  get mayComplete(): boolean {
    return !this.isStreamed && !this.isProbe && !this.isNested && !this.isUpgrade
  }

  /** Whether its staying inside may be why a boot does not come to its end. */
  get mayBeStuck(): boolean {
    return !this.isStreamed && !this.isNested && !this.hasGivenWay
  }

  /** It was to be nested, and has not been let in. */
  becomeOrdinary(): void {
    this.traits &= ~Trait.Nested
    this.standFor(undefined)
    this.since = performance.now()
  }

  markStreamed(): void {
    this.traits |= Trait.Streamed
  }

  markAdmitted(): void {
    this.traits |= Trait.Admitted
  }

  markPipelined(): void {
    this.traits |= Trait.Pipelined
  }

  /** How long its present phase has lasted, in milliseconds. */
  get ageMs(): number {
    return performance.now() - this.since
  }
}
