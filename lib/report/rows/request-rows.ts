import { heldTime, slotTime, untilOf } from '../boot'
import type { Causes } from '../causes'
import { importRows } from './import-rows'
import type { Bar, BarKind, Row } from './row'
import { duration } from '../../text'
import type { BootReport, ReportedRequest } from '../../types'

/** A request, and below it what it has caused: imports, and requests to its own server. */
export function requestRows(
  report: BootReport,
  causes: Causes,
  request: ReportedRequest,
  depth: number,
): Row[] {
  const imports = causes.importsOf(request).flatMap((work) => ({
    start: work.start,
    rows: importRows(report, causes, work, depth + 1),
  }))
  const nested = causes.nestedOf(request).map((other) => ({
    start: other.arrived,
    rows: requestRows(report, causes, other, depth + 1),
  }))
  const caused = [...imports, ...nested].sort((one, other) => one.start - other.start)
  return [requestRow(report, request, depth), ...caused.flatMap(({ rows }) => rows)]
}

function requestRow(report: BootReport, request: ReportedRequest, depth: number): Row {
  const until = untilOf(report)
  const [arrived, letIn] = heldTime(request, until)
  const slot = slotTime(request, until)
  const isOver = request.ended !== null
  const goesOn = !isOver || (request.outcome === 'released' && slot !== undefined)
  const bars: Bar[] = []
  if (letIn > arrived) {
    const stillHeld = request.admitted === null && !isOver
    bars.push({ kind: 'held', start: arrived, end: letIn, goesOn: stillHeld })
  }
  if (slot !== undefined) {
    const [start, end] = slot
    const kind = request.asker === null ? 'inside' : 'nested'
    bars.push({ kind, start, end, goesOn: goesOn && request.slotPassedOn === null })
  }
  if (request.slotPassedOn !== null) {
    const end = request.ended ?? until
    bars.push({ kind: besideKind(request), start: request.slotPassedOn, end, goesOn })
  }
  return {
    id: `r${String(request.id)}`,
    kind: 'request',
    depth,
    number: request.id,
    label: request.label,
    bars,
    told: slot === undefined ? `held ${duration(letIn - arrived)}` : duration(slot[1] - slot[0]),
    how: howItEnded(request),
    isStuck: report.stuck.some(
      ({ kind, request: id }) => (kind === 'request' || kind === 'held') && id === request.id,
    ),
  }
}

function besideKind({ outcome, gaveWay }: ReportedRequest): BarKind {
  if (outcome === 'streamed') return 'streamed'
  return gaveWay ? 'gaveWay' : 'timedOut'
}

/** How it ended, or goes on. */
function howItEnded(request: ReportedRequest): string {
  const { outcome, rejection, admitted, ended } = request
  // An upgrade has none.
  const status = request.status === null ? 'done' : String(request.status)
  if (request.slotTimedOut) return 'slot lost'
  if (request.gaveWay) return 'gave way'
  if (outcome === 'completed') return `${status}${request.warmUp ? ' warm-up' : ''}`
  if (outcome === 'streamed') return `${status} streams`
  if (outcome === 'aborted') return 'client gone'
  if (outcome === 'rejected') return rejection ?? 'rejected'
  if (outcome === 'released') return admitted === ended ? '' : 'goes on'
  return admitted === null ? 'waits' : 'inside'
}
