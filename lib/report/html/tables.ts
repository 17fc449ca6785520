import { heldTime, slotTime, untilOf } from '../boot'
import { escapeName } from './escape'
import { duration } from '../../text'
import type { BootReport, ReportedImport, ReportedRequest } from '../../types'
import { waitsOf } from '../waits'

/** All that the picture shows, in words and numbers. */
export function renderTables(report: BootReport): string {
  const tables = [renderRequests(report), renderImports(report)].join('')
  return tables === '' ? '' : `<section><h2>In numbers</h2>\n${tables}</section>\n`
}

function renderRequests(report: BootReport): string {
  const { requests, more } = report
  if (requests.length === 0) return ''
  const rows = requests.map((request) => requestRow(request, report))
  const heads = [
    '#',
    'request',
    'came',
    'held',
    'most of it behind',
    'inside',
    'ended',
    'counted',
    'asked for by',
  ]
  return renderTable('requests', 'Requests', requests.length, more.requests, heads, rows)
}

function requestRow(request: ReportedRequest, report: BootReport): string[] {
  const until = untilOf(report)
  const [arrived, letIn] = heldTime(request, until)
  const [longest] = waitsOf(request, report)
  const slot = slotTime(request, until)
  return [
    String(request.id),
    link(request.id, request.label),
    time(request.arrived),
    letIn > arrived ? duration(letIn - arrived) : '',
    longest === undefined ? '' : link(longest.behind.id, `#${String(longest.behind.id)}`),
    slot === undefined ? '' : duration(slot[1] - slot[0]),
    endOf(request),
    request.counted ? 'yes' : '',
    request.asker === null ? '' : link(request.asker, `#${String(request.asker)}`),
  ]
}

/** How it ended, in full. */
function endOf({
  outcome,
  status,
  rejection,
  slotTimedOut,
  gaveWay,
  ended,
  warmUp,
}: ReportedRequest): string {
  const how = outcome ?? 'not yet'
  const parts = [
    rejection === null ? how : `${how}: ${rejection}`,
    status === null ? '' : String(status),
    ended === null ? '' : `at ${time(ended)}`,
    slotTimedOut ? 'slot lost' : '',
    gaveWay ? 'gave way' : '',
    warmUp ? 'of a warm-up' : '',
  ]
  return escapeName(parts.filter((part) => part !== '').join(', '))
}

function renderImports(report: BootReport): string {
  const { imports, more } = report
  if (imports.length === 0) return ''
  const until = untilOf(report)
  const heads = ['#', 'import or work', 'asked for by', 'for', 'began', 'took', 'ended']
  const rows = imports.map((work) => importRow(work, until))
  return renderTable(
    'imports',
    'Imports and tracked work',
    imports.length,
    more.imports,
    heads,
    rows,
  )
}

function importRow(work: ReportedImport, until: number): string[] {
  const { id, kind, label, parentURL, request, start, end, status } = work
  return [
    String(id),
    `<code>${escapeName(label)}</code>${kind === 'work' ? ' (work)' : ''}`,
    parentURL === null ? '' : `<code>${escapeName(parentURL)}</code>`,
    request === null ? '' : link(request, `#${String(request)}`),
    time(start),
    duration((end ?? until) - start),
    status ?? 'not settled',
  ]
}

function renderTable(
  id: string,
  caption: string,
  length: number,
  more: number,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const of = more > 0 ? `the first ${String(length)} of ${String(length + more)}` : String(length)
  const head = heads.map((name) => `<th scope="col">${name}</th>`).join('')
  const body = rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n')
  return `<details id="${id}"><summary>${caption}: ${of}</summary>
<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}. Times are from the making of the gate.</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
</table></div></details>
`
}

/** Leads to the row of the picture. */
function link(id: number, text: string): string {
  return `<a href="#r${String(id)}">${escapeName(text)}</a>`
}

function time(ms: number): string {
  return ms < 0 ? `-${duration(-ms)}` : duration(ms)
}
