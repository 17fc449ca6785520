import { AsyncResource } from 'node:async_hooks'
import { Mutex } from 'async-mutex'
import {
  bootstrapGate,
  type BootstrapGate,
  type BootstrapGateError,
  type NextFunction,
  type Release,
} from '../../../lib'
import { onUncaught, settle } from './virtual-time'
import { FakeConnection, type FakeExchange } from './fake-http'
import type { Fate } from '../reference/request'
import { ClientsUnderTest } from './clients-under-test'
import { gateOptions } from './gate-options'
import { noteSubscriptions } from '../../helpers/subscriptions'
import { LoadsUnderTest, type Settler } from './loads-under-test'
import { listenedEvents, type GatePlan, type RequestPlan } from '../plans'

export interface RealRequest {
  readonly id: number
  readonly plan: RequestPlan
  readonly exchange: FakeExchange
  readonly fate: Fate
  /** The async contexts in which the app was called, and in which the caller of the gate goes on. */
  callee?: AsyncResource
  caller?: AsyncResource
}

/** A real gate between fake requests and a fake app, with notes of all that it does. */
export class GateUnderTest {
  readonly gate: BootstrapGate
  readonly plan: GatePlan
  readonly requests: RealRequest[] = []
  /** What the gate said that it let in, and what came in, in order. */
  readonly admissions: number[] = []
  readonly entries: number[] = []
  readonly slotTimeouts: number[] = []
  readonly warnings: Record<string, number> = {}
  readonly thrown = { uncaught: 0, toCaller: 0 }
  readonly prerequisites: Settler[] = []
  readonly loads: LoadsUnderTest
  readonly clients = new ClientsUnderTest()
  /** Who hears of imports on behalf of this gate. */
  readonly subscriptions: ReadonlySet<unknown>
  readonly mutex = new Mutex()
  readonly cause = new Error('a prerequisite failed')
  outcome: unknown
  otherRelease: Release | undefined
  readonly #byMessage = new Map<unknown, RealRequest>()
  #connections: FakeConnection[] = []

  constructor(plan: GatePlan) {
    this.plan = plan
    this.#watchProcess()
    this.subscriptions = noteSubscriptions()
    this.gate = bootstrapGate(
      gateOptions(plan, {
        planOf: (req) => this.#planOf(req),
        prerequisite: () => this.#prerequisite(),
        meddle: (call) => {
          this.gate[call]()
        },
        mutex: this.mutex,
      }),
    )
    this.gate.opened.then(
      (info) => (this.outcome = info),
      (error: unknown) => {
        const { reason, cause } = error as BootstrapGateError
        const isRight = cause === (reason === 'boot-failed' ? this.cause : undefined)
        this.outcome = isRight ? { rejected: reason } : error
      },
    )
    this.loads = new LoadsUnderTest(this.gate)
    this.#listen()
  }

  async passTime(ms: number): Promise<void> {
    jest.advanceTimersByTime(ms)
    await settle()
  }

  connect(version: 1 | 2): FakeConnection {
    return this.#connect(version, true)
  }

  /** What a request within the process has in place of a connection. */
  imitateConnection(version: 1 | 2): FakeConnection {
    return this.#connect(version, false)
  }

  #connect(version: 1 | 2, isOfNode: boolean): FakeConnection {
    const connection = new FakeConnection(version, isOfNode)
    this.#connections.push(connection)
    return connection
  }

  arrive(plan: RequestPlan, connection: FakeConnection): void {
    const id = this.requests.length
    const exchange = connection.request(`/${String(id)}?secret`, plan)
    exchange.req.readableEnded = plan.isRead
    exchange.res.headersSent = plan.early !== 'nothing'
    if (plan.early === 'all' && !connection.socket.destroyed) exchange.res.end()
    const fate = { entered: 0, errors: 0, rejected: [], aborted: [] }
    const request: RealRequest = { id, plan, exchange, fate }
    this.requests.push(request)
    this.#byMessage.set(exchange.req, request)
    new AsyncResource('caller').runInAsyncScope(() => {
      try {
        this.gate(...exchange.messages, this.#nextOf(request))
      } catch {
        this.thrown.toCaller++
      }
      request.caller = new AsyncResource('after')
    })
  }

  /** The app makes a request of itself, as it works on one. */
  ask(by: RealRequest, plan: RequestPlan, connection: FakeConnection): void {
    this.runAs(by, () => {
      this.arrive(plan, connection)
    })
  }

  /** The app does something as it works on a request that it got. */
  runAs({ callee, caller }: RealRequest, work: () => void): void {
    if (callee === undefined) throw new Error('nobody works on it')
    ;(this.plan.isAwaited ? caller : callee)?.runInAsyncScope(work)
  }

  /** @returns how often `next` was called at once */
  meetAgain({ exchange }: RealRequest): number {
    let calls = 0
    this.gate(...exchange.messages, () => calls++)
    return calls
  }

  /** Listeners that somebody has left on what belongs to requests. */
  get socketListeners(): number {
    return this.#connections.reduce((sum, { socket }) => sum + socket.listenerCount('close'), 0)
  }

  /** From now on only the gate can know its requests. */
  forgetRequests(): void {
    this.requests.length = 0
    this.#byMessage.clear()
    this.#connections = []
    this.clients.forget()
  }

  #nextOf(request: RealRequest): NextFunction {
    const { exchange, fate, plan } = request
    return (error?: unknown) => {
      if (error === undefined) {
        fate.entered++
        request.callee = new AsyncResource('app')
        this.entries.push(request.id)
        if (plan.app === 'throws') throw new Error('thrown by the app')
        this.#runApp(request)
      } else {
        fate.errors++
        if (plan.app === 'throws') throw new Error('thrown by an error handler')
        if (!exchange.req.socket.destroyed) exchange.res.end()
      }
    }
  }

  #runApp(request: RealRequest): void {
    const { exchange, id, plan } = request
    if (plan.app === 'endsNow' || plan.app === 'endsSoon') exchange.res.end()
    if (plan.app === 'begins') exchange.res.headersSent = true
    if (plan.app === 'endsNow') exchange.res.connection.finishNext()
    if (plan.app === 'imports') this.loads.startImport(-1 - id, `./${String(id)}.mjs`, 'app')
    if (plan.app === 'opens') this.gate.open()
    if (plan.app === 'stops') this.gate.shutdown()
    if (plan.app === 'meetsAgain') expect(this.meetAgain(request)).toBe(1)
  }

  #prerequisite(): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.prerequisites.push({ fulfil: resolve, reject })
    })
  }

  #planOf(req: unknown): RequestPlan {
    const request = this.#byMessage.get(req)
    if (request === undefined) throw new Error('the gate asked about a request that never came')
    return request.plan
  }

  #listen(): void {
    const { brokenListeners, listenersReject, meddler } = this.plan
    const { events } = this.gate
    events.on('admit', ({ req }) => {
      this.admissions.push(this.#byMessage.get(req)?.id ?? -1)
    })
    events.on('reject', ({ req, error }) => {
      this.#byMessage.get(req)?.fate.rejected.push(error.reason)
    })
    events.on('abort', ({ req, wasAdmitted }) => {
      this.#byMessage.get(req)?.fate.aborted.push(wasAdmitted ? 'inside' : 'held')
    })
    events.on('slotTimeout', ({ req }) => {
      this.slotTimeouts.push(this.#byMessage.get(req)?.id ?? -1)
    })
    for (const event of listenedEvents.filter((name) => brokenListeners.includes(name))) {
      const fail = listenersReject ? rejectsLater : throwsNow
      events.on(event, fail)
    }
    if (meddler === null) return
    let heard = 0
    events.on(meddler.event, () => {
      if (++heard >= meddler.from) this.gate[meddler.call]()
    })
  }

  #watchProcess(): void {
    jest.spyOn(process, 'emitWarning').mockImplementation((...given: unknown[]) => {
      const { code } = given[1] as { code: string }
      const kind = code.replace('BOOTSTRAP_GATE_', '')
      this.warnings[kind] = (this.warnings[kind] ?? 0) + 1
    })
    onUncaught(() => this.thrown.uncaught++)
  }
}

function throwsNow(): void {
  throw new Error('thrown by a listener')
}

const rejectsLater: () => unknown = () => Promise.reject(new Error('rejected by a listener'))
