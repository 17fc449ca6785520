import type { GateStatus, OpenReason } from '../../../lib'
import { ModelApp } from './app'
import { ModelArrivals } from './arrivals'
import { ModelBars } from './bars'
import { ModelBootWork } from './boot-work'
import { ModelEnds } from './ends'
import { ModelFlow } from './flow'
import { ModelLazy } from './lazy'
import { ModelLedger } from './ledger'
import { ModelLock } from './lock'
import { ModelLooks } from './looks'
import type { ModelRequest } from './request'
import { ModelSlotLimit } from './slot-limit'
import type { GatePlan } from '../plans'

export type Outcome =
  { readonly reason: OpenReason; readonly bootMs: number } | { readonly rejected: string }

/** How many functions are made with `gate.lazy`; the loader of the last one throws. */
export const lazyCount = 3

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
  /** What can settle, whether the gate tracks it or not. */
  readonly imports = new Set<number>()
  readonly tracked = new Set<number>()
  readonly lazies = Array.from({ length: lazyCount }, () => new ModelLazy())
  readonly plan: GatePlan
  readonly work: ModelBootWork
  readonly lock: ModelLock
  readonly ledger: ModelLedger
  readonly arrivals = new ModelArrivals(this)
  readonly flow = new ModelFlow(this)
  readonly looks = new ModelLooks(this)
  readonly bars: ModelBars
  readonly limit: ModelSlotLimit
  readonly ends = new ModelEnds(this)
  readonly app = new ModelApp(this)
  #bootStartedAt: number | undefined
  #keys = 0
  readonly #lazyKeys: number[] = []

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
    return isClosed && prerequisites === 0 && this.#hasCompletions && !work.hasTracked
  }

  get #hasCompletions(): boolean {
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
    const { bars, flow, lock, looks, work } = this
    const limits = [flow.places.queueDue, this.#bootDue, lock.dueAt]
    const due = [...limits, bars.dueAt, looks.dueAt, work.quietFrom]
    return Math.min(...due.filter((at) => at > this.now))
  }

  /** Of what is due at once, that comes first which was set first: a look was set 40 ms ago at most. */
  passTime(until: number): void {
    this.now = until
    if (!this.isClosed) return
    const { bars, flow, lock, looks } = this
    const mustLook = looks.catchUp()
    if (this.#bootDue === until) this.#bootTimedOut()
    if (lock.dueAt === until) lock.giveUp()
    flow.expire()
    const looksFirst = mustLook && bars.byImports.setAt > looks.setAt
    if (looksFirst) flow.look()
    bars.pass()
    if (mustLook && !looksFirst) flow.look()
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
    if (hasStarted && prerequisites === 0 && this.#hasCompletions) bars.lastCall.begin(now)
  }

  newKey(): number {
    return this.#keys++
  }

  /** @param by - the request whose code begins it */
  startImport(
    key: number,
    name: string,
    by: ModelRequest | undefined,
    ignore: 'no' | 'yes' | 'throws',
  ): void {
    this.imports.add(key)
    if (!this.isClosed || ignore === 'yes') return
    if (ignore === 'throws') this.ledger.warnOnce('ignoreImport')
    const owner = by?.phase === 'inside' ? by : undefined
    if (!this.work.start(key, { kind: 'import', name, owner, startedAt: this.now })) return
    if (owner === undefined) this.bars.add(1)
    else owner.imports++
  }

  startWork(key: number): void {
    if (!this.isClosed) return
    this.work.start(key, { kind: 'work', name: '', owner: undefined, startedAt: this.now })
  }

  settleWork(key: number, failed: boolean): void {
    const work = this.work.settle(key, failed, this.now)
    if (work === undefined) return
    if (work.kind === 'import') {
      // What its slot has passed on from is nobody's.
      if (work.owner?.phase === 'inside') work.owner.imports--
      else this.bars.remove()
    }
    this.ledger.emit('importSettled')
    if (work.kind === 'work' && this.#hasCompletions) this.bars.lastCall.begin(this.now)
  }

  callLazy(index: number): void {
    const lazy = this.lazies[index]
    if (lazy?.call() !== true) return
    this.#lazyKeys[index] = this.newKey()
    this.startWork(this.#lazyKeys[index])
    if (index === lazyCount - 1) this.endLazy(index, true)
  }

  endLazy(index: number, failed: boolean): void {
    this.lazies[index]?.settle(failed)
    this.settleWork(this.#lazyKeys[index] ?? -1, failed)
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
