import {
  bootstrapGate,
  type BootReport,
  type ReportedImport,
  type ReportedPhase,
  type ReportedRequest,
} from '../../lib'

type Counts = Partial<BootReport['counts']>
type Parts = Partial<Omit<BootReport, 'requests' | 'imports' | 'counts'>> & {
  readonly requests?: readonly Partial<ReportedRequest>[]
  readonly imports?: readonly Partial<ReportedImport>[]
  readonly counts?: Counts
}

/** Who asks for imports in these reports. */
export const appURL = 'file:///srv/app.mjs'

/** A report of a gate that is closed and has met nobody, but for what is given. */
export function reportWith({
  requests = [],
  imports = [],
  counts,
  ...parts
}: Parts = {}): BootReport {
  const gate = bootstrapGate({ trackImports: false })
  const report = gate.report()
  gate.shutdown()
  return {
    ...report,
    phases: [],
    takenAt: 1000,
    ...parts,
    counts: { ...report.counts, ...counts },
    requests: requests.map(requestWith),
    imports: imports.map(importWith),
  }
}

/** The same of one that has opened. */
export function openReportWith(parts: Parts = {}): BootReport {
  const settled = { state: 'open', reason: 'completed', settledAt: 1000, bootMs: 900 } as const
  return reportWith({ ...settled, takenAt: 2000, ...parts })
}

export function phase(
  name: ReportedPhase['name'],
  start: number,
  end: number | null,
): ReportedPhase {
  return { name, start, end }
}

function requestWith(given: Partial<ReportedRequest>, index: number): ReportedRequest {
  const { method = 'GET', path = '/' } = given
  return {
    id: index + 1,
    label: `${method} ${path}`,
    method,
    path,
    arrived: 0,
    admitted: null,
    slotPassedOn: null,
    ended: null,
    outcome: null,
    status: null,
    counted: false,
    rejection: null,
    asker: null,
    gaveWay: false,
    slotTimedOut: false,
    warmUp: false,
    ...given,
  }
}

function importWith(given: Partial<ReportedImport>, index: number): ReportedImport {
  const base = { label: './a.mjs', parentURL: appURL, request: null, kind: 'import' } as const
  return { id: index + 1, ...base, start: 0, end: null, status: null, ...given }
}
