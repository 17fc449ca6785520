import type { BootstrapGateError } from '../../errors'
import type { Hearer, ToldWork } from '../telling'
import type { BootReport, ImportSettledEvent, OpenedInfo, ReportedPhase } from '../../types'

type RecordedPhase = { -readonly [Key in keyof ReportedPhase]: ReportedPhase[Key] }

/** What the boot as a whole has gone through, and how it ended. */
export class RecordedPhases implements Hearer {
  readonly all: RecordedPhase[] = []
  /** When as many requests had completed as are required. */
  completionsAt: number | null = null
  settledAt: number | null = null
  reason: BootReport['reason'] = null
  #missing: number
  #pending = 0
  #isQuiet = true

  constructor(requiredCompletions: number, hasPrerequisites: boolean) {
    this.#missing = requiredCompletions
    if (hasPrerequisites) this.#begin('waitFor')
  }

  prerequisitesFulfilled(): void {
    this.#end('waitFor')
  }

  warmUpStarted(): void {
    if (this.settledAt === null) this.#begin('warmUp')
  }

  warmUpEnded(): void {
    this.#end('warmUp')
  }

  completed(_request: unknown, counts: boolean): void {
    if (!counts || --this.#missing !== 0) return
    this.completionsAt = performance.now()
    this.#awaitQuiet()
  }

  streamed(request: unknown, counts: boolean): void {
    this.completed(request, counts)
  }

  workStarted({ kind }: ToldWork): void {
    this.#pending++
    if (kind === 'import') this.#isQuiet = false
    this.#awaitQuiet()
  }

  workSettled(_settled: ImportSettledEvent, { kind }: ToldWork): void {
    this.#pending--
    if (kind === 'work') this.#noteQuiet()
  }

  quiet(): void {
    this.#isQuiet = true
    this.#noteQuiet()
  }

  opened({ reason }: OpenedInfo): void {
    this.#settle(reason)
  }

  failed({ reason }: BootstrapGateError): void {
    if (reason === 'boot-failed') this.#end('waitFor')
    this.#settle(reason)
  }

  stopped(): void {
    this.#settle('stopped')
  }

  #settle(reason: BootReport['reason']): void {
    this.reason ??= reason
    this.settledAt ??= performance.now()
    this.#end('quiet')
  }

  /** The completions are there, and something loads: it is waited for. */
  #awaitQuiet(): void {
    if (this.#missing > 0 || (this.#isQuiet && this.#pending === 0)) return
    const phase = this.all.find(({ name }) => name === 'quiet')
    if (phase === undefined) this.#begin('quiet')
    else phase.end = null
  }

  #noteQuiet(): void {
    if (this.#isQuiet && this.#pending === 0) this.#end('quiet')
  }

  #begin(name: ReportedPhase['name']): void {
    this.all.push({ name, start: performance.now(), end: null })
  }

  #end(name: ReportedPhase['name']): void {
    const phase = this.all.find(({ name: other, end }) => other === name && end === null)
    if (phase !== undefined) phase.end = performance.now()
  }
}
