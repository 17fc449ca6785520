import type { BootReport, ReportedRequest, ReportedStuck } from '../types'

type Listed = Pick<
  BootReport,
  'settledAt' | 'takenAt' | 'reason' | 'phases' | 'requests' | 'imports'
>

type Candidate = Omit<ReportedStuck, 'ageMs'>

/** A gate that has opened so was not stuck. */
const good: readonly unknown[] = ['completed', 'warmed-up', 'idle']

/** What the gate waits for, or waited for when it settled, and had for so long. Longest first. */
export function findStuck(listed: Listed, patienceMs: number): ReportedStuck[] {
  if (good.includes(listed.reason)) return []
  const now = listed.settledAt ?? listed.takenAt
  const lasting = (candidates: readonly Candidate[]): ReportedStuck[] =>
    candidates
      .map((candidate) => ({
        ...candidate,
        ageMs: Math.round(1e3 * (now - candidate.start)) / 1e3,
      }))
      .filter(({ ageMs }) => ageMs >= patienceMs)
      .sort((one, other) => other.ageMs - one.ageMs)

  const isUnder = ({ end }: { readonly end: number | null }): boolean => end === null || end > now
  const stuck = lasting([
    ...listed.phases
      .filter((phase) => phase.name === 'waitFor' && isUnder(phase))
      .map(({ start }) => ofNobody('waitFor', '`waitFor`', start)),
    ...listed.imports.filter(isUnder).map(({ kind, label, start, parentURL, request }) => ({
      ...ofNobody(kind, label, start),
      parentURL,
      request,
    })),
    ...listed.requests.filter(mayBeStuck).map((request) => ofRequest('request', request)),
  ])
  if (stuck.length > 0) return stuck
  // It waits for a lock of the user's, or for what is not listed.
  const held = listed.requests.find(isHeld)
  return held === undefined ? [] : lasting([ofRequest('held', held)])
}

function ofNobody(kind: ReportedStuck['kind'], label: string, start: number): Candidate {
  return { kind, label, parentURL: null, request: null, start }
}

function ofRequest(
  kind: 'request' | 'held',
  { id, label, arrived, admitted }: ReportedRequest,
): Candidate {
  const start = kind === 'held' ? arrived : (admitted ?? arrived)
  return { ...ofNobody(kind, label, start), request: id }
}

/** Whether it is inside, or was when the gate settled. Those that ask from inside keep nobody waiting. */
function mayBeStuck({ admitted, ended, outcome, asker, gaveWay }: ReportedRequest): boolean {
  if (admitted === null || asker !== null || gaveWay) return false
  return outcome === null || (outcome === 'released' && admitted !== ended)
}

function isHeld({ admitted, ended, outcome, rejection }: ReportedRequest): boolean {
  return outcome === null || outcome === 'released'
    ? admitted === ended
    : rejection === 'boot-timeout'
}
