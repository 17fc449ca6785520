import type { Recorder } from './recorder/recorder'
import type { RecordedRequest } from './recorder/requests'
import { findStuck } from './stuck'
import { suggestWarmUp } from './suggest-warm-up'
import type { BootReport, BootstrapGateStats, ReportedPhase, ReportedRequest } from '../types'

type ReportedTime = 'arrived' | 'admitted' | 'slotPassedOn' | 'ended'

/** What takes longer is named as stuck, in milliseconds. */
const patienceMs = 1000

/** When it began. */
export interface ReportedMaking {
  readonly madeAt: number
  readonly startedAt: number
  readonly hrtime: readonly [number, number]
  readonly listeningAt: number | null
}

/** Whose boot it is. */
export interface ReportSource {
  readonly recorder: Recorder
  readonly options: { readonly slotTimeoutMs: number; readonly bootTimeoutMs: number }
  stats(): BootstrapGateStats
}

/** The report of a gate, made of what has been noted. */
export function assembleReport(making: ReportedMaking, source: ReportSource): BootReport {
  const { madeAt, startedAt, hrtime } = making
  const { requests, work, phases } = source.recorder
  const { state, bootMs, imports, ...counts } = source.stats()
  const since = (time: number): number => round(time - madeAt)
  const sinceOrNull = (time: number | null): number | null => (time === null ? null : since(time))

  const listed = {
    settledAt: sinceOrNull(phases.settledAt),
    takenAt: since(performance.now()),
    reason: phases.reason,
    phases: phasesOf(making, source.recorder).map(({ name, start, end }) => ({
      name,
      start: since(start),
      end: sinceOrNull(end),
    })),
    requests: requests.all.map((request) => ({
      ...labelled(request),
      arrived: since(request.arrived),
      admitted: sinceOrNull(request.admitted),
      slotPassedOn: sinceOrNull(request.slotPassedOn),
      ended: sinceOrNull(request.ended),
    })),
    imports: work.all.map((one) => ({
      ...one,
      start: since(one.start),
      end: sinceOrNull(one.end),
    })),
  }
  return freeze({
    version: 1,
    node: process.version,
    pid: process.pid,
    startedAt: new Date(startedAt).toISOString(),
    hrtimeMs: round(hrtime[0] * 1e3 + hrtime[1] / 1e6),
    state,
    bootMs: bootMs === null ? null : round(bootMs),
    ...listed,
    blocked: work.blocked.map(({ start, end }) => ({ start: since(start), end: since(end) })),
    counts: {
      ...counts,
      imports: { automatic: imports.automatic, settled: imports.settled, failed: imports.failed },
    },
    more: { requests: requests.more, imports: work.more },
    stuck: findStuck(listed, patienceOf(source.options)),
    warmUp: suggestWarmUp(requests.all, work.all),
  })
}

/** Shorter where the gate itself has less: its slot timeout, or half of its boot timeout. */
function patienceOf({ slotTimeoutMs, bootTimeoutMs }: ReportSource['options']): number {
  return Math.min(patienceMs, slotTimeoutMs || patienceMs, bootTimeoutMs / 2 || patienceMs)
}

function labelled(request: RecordedRequest): Omit<ReportedRequest, ReportedTime> {
  const { id, method, path, outcome, status, counted, rejection } = request
  const { asker, gaveWay, slotTimedOut, warmUp } = request
  const label = `${method} ${path}`
  const became = { outcome, status, counted, rejection }
  return { id, label, method, path, ...became, asker, gaveWay, slotTimedOut, warmUp }
}

/** In order of their begin. */
function phasesOf(making: ReportedMaking, { requests, phases }: Recorder): ReportedPhase[] {
  const { madeAt, listeningAt } = making
  const { settledAt, completionsAt } = phases
  const first = requests.all.find(({ warmUp }) => !warmUp)
  const all: ReportedPhase[] = [{ name: 'node', start: 0, end: madeAt }]
  // What listens when a request has come already is another server.
  const limit = first?.arrived ?? settledAt ?? Infinity
  if (listeningAt === null ? limit === Infinity : listeningAt < limit) {
    all.push({ name: 'listening', start: madeAt, end: listeningAt })
  }
  if (first !== undefined) {
    const end = completionsAt ?? settledAt
    all.push({ name: 'requests', start: first.arrived, end })
  }
  return [...all, ...phases.all].sort((one, other) => one.start - other.start)
}

/** To a thousandth of a millisecond, and never -0. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000 + 0
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze)
  return Object.freeze(value)
}
