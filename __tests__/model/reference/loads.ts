import type { GateModel } from './gate-model'
import { ModelLazy } from './lazy'
import { slotOwner, type ModelRequest } from './request'

/** How many functions are made with `gate.lazy`; the loader of the last one throws. */
export const lazyCount = 3

/** What loads in the process, and what the contract says of its beginnings and ends. */
export class ModelLoads {
  /** What can settle, whether the gate tracks it or not. */
  readonly imports = new Set<number>()
  readonly tracked = new Set<number>()
  readonly lazies = Array.from({ length: lazyCount }, () => new ModelLazy())
  readonly #model: GateModel
  #keys = 0
  readonly #lazyKeys: number[] = []

  constructor(model: GateModel) {
    this.#model = model
  }

  newKey(): number {
    return this.#keys++
  }

  /** @param by - the request inside on behalf of which it begins */
  startImport(
    key: number,
    name: string,
    by: ModelRequest | undefined,
    ignore: 'no' | 'yes' | 'throws',
  ): void {
    this.imports.add(key)
    const { bars, isClosed, ledger, now, work } = this.#model
    if (!isClosed || ignore === 'yes') return
    if (ignore === 'throws') ledger.warnOnce('ignoreImport')
    const owner = slotOwner(by)
    if (!work.start(key, { kind: 'import', name, owner, startedAt: now })) return
    if (owner === undefined) bars.add(1)
    else owner.imports++
  }

  startWork(key: number): void {
    const { isClosed, now, work } = this.#model
    if (isClosed) work.start(key, { kind: 'work', name: '', owner: undefined, startedAt: now })
  }

  settleWork(key: number, failed: boolean): void {
    const { bars, hasCompletions, ledger, now } = this.#model
    const work = this.#model.work.settle(key, failed, now)
    if (work === undefined) return
    if (work.kind === 'import') {
      // What its slot has passed on from is nobody's.
      if (work.owner?.phase === 'inside') work.owner.imports--
      else bars.remove()
    }
    ledger.emit('importSettled')
    if (work.kind === 'work' && hasCompletions) bars.lastCall.begin(now)
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
}
