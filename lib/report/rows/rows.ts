import { untilOf } from '../boot'
import { findCauses } from '../causes'
import { foldAlike, foldImports } from './fold'
import { importRows } from './import-rows'
import { blockedRows, phaseRows } from './phase-rows'
import { requestRows } from './request-rows'
import type { RowGroup } from './row'
import type { BootReport } from '../../types'

/** A request that takes a smaller part of the whole gets no line of its own. */
const quickPart = 0.03

/** All lines of the picture, from top to bottom, in groups. */
export function rowsOf(report: BootReport): RowGroup[] {
  const causes = findCauses(report)
  const lone = causes.imports.flatMap((work) => importRows(report, causes, work, 0))
  const requests = causes.requests.map((request) => requestRows(report, causes, request, 0))
  return [
    { summary: undefined, rows: [...phaseRows(report), ...blockedRows(report)] },
    ...foldImports([{ summary: undefined, rows: lone }]),
    ...foldImports(foldAlike(requests, quickMs(report))),
  ].filter(({ rows }) => rows.length > 0)
}

function quickMs(report: BootReport): number {
  return quickPart * (untilOf(report) - (report.requests[0]?.arrived ?? 0))
}
