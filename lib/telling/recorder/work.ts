import type { RecordedRequests } from './requests'
import type { Hearer, ToldWork } from '../telling'
import { quotable } from '../../text'
import type { ImportSettledEvent, ReportedImport } from '../../types'

type RecordedImport = { -readonly [Key in keyof ReportedImport]: ReportedImport[Key] }

const mostImports = 512
const mostBlocks = 128
const longestName = 512

/** The first imports and tracked work, and what kept the event loop busy. */
export class RecordedWork implements Hearer {
  readonly all: RecordedImport[] = []
  /** How many more there were. */
  more = 0
  readonly blocked: { readonly start: number; readonly end: number }[] = []
  readonly #requests: RecordedRequests
  readonly #pending = new Map<ToldWork, RecordedImport>()

  constructor(requests: RecordedRequests) {
    this.#requests = requests
  }

  workStarted(work: ToldWork): void {
    if (this.all.length === mostImports) {
      this.more++
      return
    }
    const { kind, label, parentURL, visit } = work
    const recorded: RecordedImport = {
      id: this.all.length + 1,
      kind,
      label: quotable(label, longestName),
      parentURL: parentURL === null ? null : quotable(parentURL, longestName),
      request: this.#requests.idOf(visit),
      start: performance.now(),
      end: null,
      status: null,
    }
    this.all.push(recorded)
    this.#pending.set(work, recorded)
  }

  workSettled({ status }: ImportSettledEvent, work: ToldWork): void {
    const recorded = this.#pending.get(work)
    if (recorded === undefined) return
    this.#pending.delete(work)
    Object.assign(recorded, { status, end: performance.now() })
  }

  loopBlocked(start: number, end: number): void {
    if (this.blocked.length < mostBlocks) this.blocked.push({ start, end })
  }

  opened(): void {
    this.#pending.clear()
  }

  failed(): void {
    this.#pending.clear()
  }

  stopped(): void {
    this.#pending.clear()
  }
}
