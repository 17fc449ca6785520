import { heldTime, slotTime, untilOf } from '../boot'
import { lineOf } from '../line'
import { phaseLabels } from '../rows/phase-rows'
import { dealOut, type Placed } from './lanes'
import { threads, Trace } from './trace'
import type { TraceEvent } from './event'
import type { BootReport, ReportedImport, ReportedRequest } from '../../types'

export function traceEventsOf(report: BootReport): TraceEvent[] {
  const until = untilOf(report)
  const trace = new Trace(report)
  const { settledAt, state, reason } = report
  report.phases.forEach(({ name, start, end }, index) => {
    const id = `phase ${String(index + 1)}`
    trace.span(id, phaseLabels[name], start, Math.max(start, Math.min(end ?? until, until)))
  })
  for (const request of report.requests) addRequest(trace, request, until)
  for (const { start, end } of report.blocked) trace.slice(threads.loop, 'blocked', start, end, {})
  addArrows(trace, addInside(trace, report), addImports(trace, report))
  for (const { at, held } of lineOf(report)) trace.add('C', 'held requests', at, { args: { held } })
  if (settledAt !== null) trace.add('i', `gate ${state}`, settledAt, { s: 'p', args: { reason } })
  return trace.events
}

/** Its whole time, and within it what it went through: many of these overlap. */
function addRequest(trace: Trace, request: ReportedRequest, until: number): void {
  const id = `request ${String(request.id)}`
  const [arrived, letIn] = heldTime(request, until)
  const slot = slotTime(request, until)
  const end = Math.max(letIn, request.ended ?? until)
  const { outcome, status, counted, rejection, slotTimedOut, gaveWay, warmUp } = request
  const parts: (() => void)[] = []
  if (letIn > arrived)
    parts.push(() => {
      trace.span(id, 'held', arrived, letIn)
    })
  if (slot !== undefined)
    parts.push(() => {
      trace.span(id, 'in the app', ...slot)
    })
  const { slotPassedOn } = request
  if (slotPassedOn !== null) {
    parts.push(() => {
      trace.span(id, outcome === 'streamed' ? 'streams' : 'without a slot', slotPassedOn, end)
    })
  }
  const args = { outcome, status, counted, rejection, slotTimedOut, gaveWay, warmUp }
  trace.span(id, request.label, arrived, end, args, () => {
    for (const add of parts) add()
  })
}

/** Those in the app once more, on threads: arrows lead from these only. */
function addInside(trace: Trace, report: BootReport): Placed<ReportedRequest>[] {
  const until = untilOf(report)
  const inside = report.requests.filter((request) => slotTime(request, until) !== undefined)
  const placed = dealOut(inside, (request) => slotTime(request, until) ?? [0, 0])
  placed.forEach(({ item, start, end, lane }) => {
    trace.slice(threads.inside + lane, item.label, start, end, { id: item.id })
  })
  trace.nameThreads(threads.inside, 'in the app', placed)
  return placed
}

function addImports(trace: Trace, report: BootReport): Placed<ReportedImport>[] {
  const until = untilOf(report)
  const placed = dealOut(report.imports, ({ start, end }) => [start, end ?? Math.max(start, until)])
  placed.forEach(({ item, start, end, lane }) => {
    const { label, parentURL, status, kind } = item
    trace.slice(threads.imports + lane, label, start, end, { parentURL, status, kind })
  })
  trace.nameThreads(threads.imports, 'imports', placed)
  return placed
}

/** From each request to what it has loaded. */
function addArrows(
  trace: Trace,
  requests: readonly Placed<ReportedRequest>[],
  imports: readonly Placed<ReportedImport>[],
): void {
  for (const { item, start, lane } of imports) {
    const cause = requests.find(({ item: request }) => request.id === item.request)
    if (cause === undefined) continue
    const id = `import ${String(item.id)}`
    const from = Math.min(Math.max(start, cause.start), cause.end)
    trace.add('s', 'caused', from, { cat: 'cause', id, tid: threads.inside + cause.lane })
    trace.add('f', 'caused', start, { cat: 'cause', id, bp: 'e', tid: threads.imports + lane })
  }
}
