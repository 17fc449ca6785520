import type { GateStatus, OpenReason } from '../../../lib'
import { ModelApp } from './app'
import { ModelArrivals } from './arrivals'
import { ModelBars, type Due } from './bars'
import { ModelBootWork } from './boot-work'
import { ModelEnds } from './ends'
import { ModelFlow } from './flow'
import { ModelInside } from './inside'
import { ModelLedger } from './ledger'
import { ModelLoads } from './loads'
import { ModelLock } from './lock'
import { ModelLooks } from './looks'
import { ModelNested } from './nested'
import { ModelOwn } from './own'
import { ModelProbes } from './probes'
import { ModelSlotLimit } from './slot-limit'
import type { GatePlan } from '../plans'

export type Outcome =
  { readonly reason: OpenReason; readonly bootMs: number } | { readonly rejected: string }

/** Contract, "Quiet services": what is older is stuck, where `slotTimeoutMs` is 0. */
const longestStayMs = 10_000

/** What the contract says that a gate does: when it opens. It shares no code with the gate. */
export class GateModel {
  now = 0
  state: GateStatus = 'closed'
  outcome: Outcome | undefined
  /** Why it rejects, once it has failed or stopped. */
  refusal = ''
  /** How many of `waitFor` have yet to fulfil, and how many to settle. */
  prerequisites: number
  unsettledPrerequisites: number
  readonly plan: GatePlan
  readonly work: ModelBootWork
  readonly lock: ModelLock
  readonly ledger: ModelLedger
  readonly arrivals = new ModelArrivals(this)
  readonly flow = new ModelFlow(this)
  readonly probes = new ModelProbes(this)
  readonly own = new ModelOwn(this)
  readonly nested = new ModelNested(this)
  readonly inside = new ModelInside(this)
  readonly looks = new ModelLooks(this)
  readonly loads = new ModelLoads(this)
  readonly bars: ModelBars
  readonly limit: ModelSlotLimit
  readonly ends = new ModelEnds(this)
  readonly app = new ModelApp(this)
  #bootStartedAt: number | undefined

  constructor(plan: GatePlan) {
    this.plan = plan
    this.prerequisites = plan.waitFor
    this.unsettledPrerequisites = plan.waitFor
    this.ledger = new ModelLedger(plan, (call) => {
      if (call === 'open') this.open('manual')
      else this.shutdown()
    })
    this.work = new ModelBootWork(plan.quietMs)
    this.bars = new ModelBars(this)
    this.limit = new ModelSlotLimit(plan.slotTimeoutMs)
    this.lock = new ModelLock(plan, () => {
      this.ledger.warn('MUTEX_FAULT')
    })
    this.settle()
  }

  get isClosed(): boolean {
    return this.state === 'closed'
  }

  /** Everything that follows, without time passing, from what has happened. */
  settle(): void {
    do {
      do {
        this.openIfReady()
        this.flow.admit()
      } while (this.flow.goOn() || this.app.goOn())
    } while (this.work.becomeQuiet(this.now))
  }

  openIfReady(): void {
    if (this.#lacksAtMostImports && this.work.isSettled) this.open('completed')
  }

  /** Whether imports are all that keeps it closed. */
  get lacksOnlyImports(): boolean {
    return this.#lacksAtMostImports && !this.work.isSettled
  }

  get #lacksAtMostImports(): boolean {
    const { isClosed, prerequisites, work } = this
    return isClosed && prerequisites === 0 && this.hasCompletions && !work.hasTracked
  }

  get hasCompletions(): boolean {
    return this.ledger.counts.completed >= this.plan.requiredCompletions
  }

  /** A request was completed, and counts. */
  countCompleted(): void {
    this.ledger.counts.completed++
    const { completed } = this.ledger.counts
    if (completed === this.plan.requiredCompletions) this.bars.lastCall.begin(this.now)
    this.openIfReady()
  }

  open(reason: OpenReason): void {
    if (!this.isClosed) return
    this.state = 'open'
    this.outcome = {
      reason,
      bootMs: this.now - (this.#bootStartedAt ?? this.now),
    }
    this.ledger.emit('open')
    this.#letGo()
    this.flow.release()
  }

  fail(reason: 'boot-failed' | 'boot-timeout'): void {
    if (!this.isClosed) return
    this.state = 'failed'
    // A boot timeout is warned of before.
    if (reason === 'boot-failed') this.ledger.warn('BOOT_FAILED')
    this.#refuse(reason)
    this.ledger.emit('fail')
  }

  shutdown(): void {
    if (this.state === 'open' || this.state === 'stopped') return
    this.state = 'stopped'
    this.#refuse('stopped')
  }

  /** When something is due next. */
  get nextDue(): number {
    if (!this.isClosed) return Infinity
    const { bars, flow, lock, looks, nested, probes, work } = this
    const limits = [flow.places.queueDue, this.#bootDue, lock.dueAt]
    const due = [...limits, probes.dueAt, nested.dueAt, bars.dueAt, looks.dueAt, work.quietFrom]
    return Math.min(...due.filter((at) => at > this.now))
  }

  passTime(until: number): void {
    this.now = until
    if (!this.isClosed) return
    const { bars, flow, inside, lock, looks, nested, probes } = this
    const mustLook = looks.catchUp()
    if (this.#bootDue === until) this.#bootTimedOut()
    if (lock.dueAt === until) lock.giveUp()
    flow.expire()
    const look = { setAt: looks.setAt, come: inside.look.bind(inside) }
    const check = probes.dueAt === until ? [probes.due] : []
    this.#comeInOrder([...check, ...nested.due, ...bars.due, ...(mustLook ? [look] : [])])
    // Timers come before all else: who can come in does so before it is seen that it has been quiet.
    flow.slotFreed()
    this.work.becomeQuiet(until)
  }

  startBootClock(): void {
    if (!this.isClosed || this.#bootStartedAt !== undefined) return
    this.#bootStartedAt = this.now
    this.#onlyImportsMayBeMissing()
  }

  settlePrerequisite(failed: boolean): void {
    this.unsettledPrerequisites--
    if (failed) this.fail('boot-failed')
    else this.prerequisites--
    this.#onlyImportsMayBeMissing()
  }

  /** Where no completions are required, they are there from the first request on. */
  #onlyImportsMayBeMissing(): void {
    const { bars, now, prerequisites } = this
    const hasStarted = this.#bootStartedAt !== undefined
    if (hasStarted && prerequisites === 0 && this.hasCompletions) bars.lastCall.begin(now)
  }

  /** Of what is due at once, that comes first which was set first. */
  #comeInOrder(due: Due[]): void {
    for (const { come } of due.sort((one, other) => one.setAt - other.setAt)) {
      if (this.isClosed) come()
    }
  }

  #refuse(reason: string): void {
    this.refusal = reason
    this.outcome ??= { rejected: reason }
    this.#letGo()
    this.flow.refuse(reason)
  }

  #letGo(): void {
    this.lock.leave()
    this.work.pending.clear()
  }

  get #bootDue(): number {
    const { bootTimeoutMs } = this.plan
    if (this.#bootStartedAt === undefined || bootTimeoutMs === 0) return Infinity
    return this.#bootStartedAt + bootTimeoutMs
  }

  /** Contract, "Quiet services": nothing has been here for so long that it must be stuck. */
  get #isIdle(): boolean {
    const { slotTimeoutMs, bootTimeoutMs } = this.plan
    const limitMs = Math.min(slotTimeoutMs || longestStayMs, bootTimeoutMs / 2)
    const oldest = Math.min(this.flow.places.oldest, this.work.oldest)
    return this.prerequisites === 0 && this.now - oldest <= limitMs
  }

  #bootTimedOut(): void {
    if (this.#isIdle) {
      this.open('idle')
      return
    }
    this.ledger.warn('BOOT_TIMEOUT')
    if (this.plan.onBootTimeout === 'open') this.open('boot-timeout')
    else this.fail('boot-timeout')
  }
}
