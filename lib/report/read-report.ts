import { describe } from '../options/describe'
import { withCode } from '../options/invalid-argument'
import type { BootReport } from '../types'

const lists = ['phases', 'requests', 'imports', 'stuck', 'warmUp']

/**
 * A report as this version of the package knows it. It may be one that was kept: what has been added to
 * version 1 since then is not in it, and is filled in.
 *
 * @throws TypeError when it is no report, or one of another version
 */
export function readReport(given: unknown): BootReport {
  const fault = faultOf(given)
  if (fault === undefined) return complete(given as BootReport)
  throw withCode(
    new TypeError(
      `bootstrapGate: \`report\` must be what \`gate.report()\` returns, of version 1, received ${fault}.`,
    ),
  )
}

function faultOf(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null) return describe(given)
  const { version } = given as Record<string, unknown>
  if (version !== 1) {
    return version === undefined ? describe(given) : `one of version ${describe(version)}`
  }
  const missing = lists.find((list) => !Array.isArray(Reflect.get(given, list)))
  return missing === undefined ? undefined : `one without \`${missing}\``
}

function complete(given: BootReport): BootReport {
  const requests = given.requests.map((request, index) => ({
    ...{ id: index + 1, ...noPassing },
    ...request,
  }))
  const imports = given.imports.map((work, index) => ({ ...{ id: index + 1 }, ...work }))
  const times = [
    ...requests.flatMap(({ arrived, admitted, ended }) => [arrived, admitted, ended]),
    ...imports.flatMap(({ start, end }) => [start, end]),
    ...given.phases.flatMap(({ start, end }) => [start, end]),
  ]
  const latest = times.reduce<number>((most, time) => Math.max(most, time ?? 0), 0)
  return {
    ...{ blocked: [], takenAt: latest, settledAt: given.state === 'closed' ? null : latest },
    ...given,
    counts: { ...noCounts, ...(given.counts as Partial<BootReport['counts']> | undefined) },
    more: { requests: 0, imports: 0, ...(given.more as Partial<BootReport['more']> | undefined) },
    requests,
    imports,
  }
}

const noPassing = {
  slotPassedOn: null,
  counted: false,
  rejection: null,
  asker: null,
  gaveWay: false,
  slotTimedOut: false,
  warmUp: false,
}

const noCounts: BootReport['counts'] = {
  requiredCompletions: 0,
  completed: 0,
  queued: 0,
  inFlight: 0,
  peakQueued: 0,
  admitted: 0,
  skipped: 0,
  nested: 0,
  streamed: 0,
  gaveWay: 0,
  aborted: 0,
  slotTimeouts: 0,
  rejected: { queueFull: 0, queueTimeout: 0, bootTimeout: 0, bootFailed: 0, stopped: 0 },
  imports: { automatic: true, settled: 0, failed: 0 },
}
