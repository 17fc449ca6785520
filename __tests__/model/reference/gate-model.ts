import type { GateStatus, OpenReason } from '../../../lib'
import { ModelApp } from './app'
import { ModelArrivals } from './arrivals'
import { ModelBootWork } from './boot-work'
import { ModelEnds } from './ends'
import { ModelFlow } from './flow'
import { ModelLazy } from './lazy'
import { ModelLedger } from './ledger'
import { ModelLock } from './lock'
import type { GatePlan } from '../plans'

export type Outcome =
  { readonly reason: OpenReason; readonly bootMs: number } | { readonly rejected: string }

/** How many functions are made with `gate.lazy`; the loader of the last one throws. */
export const lazyCount = 3

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
      this.openIfReady()
      this.flow.admit()
    } while (this.flow.goOn() || this.app.goOn())
  }

  openIfReady(): void {
    const { plan, prerequisites, work, now, ledger } = this
    if (!this.isClosed || prerequisites > 0) return
    const isReady = ledger.counts.completed >= plan.requiredCompletions && work.isSettled(now)
    if (isReady) this.open('completed')
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
    const { queueDue, slotDue } = this.flow.places
    const due = [queueDue, slotDue, this.#bootDue, this.lock.dueAt, this.work.quietFrom ?? Infinity]
    return Math.min(...due.filter((at) => at > this.now))
  }

  passTime(until: number): void {
    this.now = until
    if (!this.isClosed) return
    if (this.#bootDue === until) this.#bootTimedOut()
    if (this.lock.dueAt === until) this.lock.giveUp()
    this.flow.expire()
  }

  startBootClock(): void {
    if (this.isClosed) this.#bootStartedAt ??= this.now
  }

  settlePrerequisite(failed: boolean): void {
    this.unsettledPrerequisites--
    if (failed) this.fail('boot-failed')
    else this.prerequisites--
  }

  newKey(): number {
    return this.#keys++
  }

  startImport(key: number, name: string, ignore: 'no' | 'yes' | 'throws'): void {
    this.imports.add(key)
    if (!this.isClosed || ignore === 'yes') return
    if (ignore === 'throws') this.ledger.warnOnce('ignoreImport')
    this.work.start(key, { kind: 'import', name })
  }

  startWork(key: number): void {
    if (this.isClosed) this.work.start(key, { kind: 'work', name: '' })
  }

  settleWork(key: number, failed: boolean): void {
    if (this.work.settle(key, failed, this.now)) this.ledger.emit('importSettled')
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

  #bootTimedOut(): void {
    this.ledger.warn('BOOT_TIMEOUT')
    if (this.plan.onBootTimeout === 'open') this.open('boot-timeout')
    else this.fail('boot-timeout')
  }
}
