import { untilOf } from '../boot'
import type { Causes } from '../causes'
import type { Row } from './row'
import { duration } from '../../text'
import type { BootReport, ReportedImport } from '../../types'

/** An import, or tracked work, and below it what it has caused. */
export function importRows(
  report: BootReport,
  causes: Causes,
  work: ReportedImport,
  depth: number,
): Row[] {
  const until = untilOf(report)
  const { id, label, start, end, status } = work
  const lasted = duration((end ?? until) - start)
  const row: Row = {
    id: `i${String(id)}`,
    kind: 'import',
    depth,
    number: undefined,
    label,
    bars: [
      {
        kind: status === 'rejected' ? 'failed' : 'loading',
        start,
        end: end ?? until,
        goesOn: end === null,
      },
    ],
    told: lasted,
    how: end === null ? 'not settled' : status === 'rejected' ? 'failed' : '',
    isStuck: report.stuck.some(
      (stuck) => stuck.start === start && stuck.label === label && stuck.kind === work.kind,
    ),
  }
  const caused = causes.causedBy(work)
  return [row, ...caused.flatMap((other) => importRows(report, causes, other, depth + 1))]
}
