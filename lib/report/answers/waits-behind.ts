import { heldTime, untilOf } from '../boot'
import { waitsOf } from '../waits'
import { count, list, nameRequest } from './words'
import { duration } from '../../text'
import type { BootReport, ReportedRequest } from '../../types'

/** Who waits behind whom? While the gate is closed, those who wait now; later, those who waited longest. */
export function tellWaitsBehind(report: BootReport): string[] {
  const until = untilOf(report)
  const heldMs = (request: ReportedRequest): number => {
    const [start, end] = heldTime(request, until)
    return end - start
  }
  const [longest] = [...report.requests].sort((one, other) => heldMs(other) - heldMs(one))
  if (report.state === 'closed' && report.counts.queued > 0) return [tellNow(report, until)]
  if (longest === undefined) return ['Nobody: no request has come.']
  if (heldMs(longest) < 1) return ['Nobody: no request had to wait.']
  const behind = waitsOf(longest, report).map(
    ({ behind: other, ms }) => `${duration(ms)} behind ${nameRequest(other)}`,
  )
  const why = behind.length === 0 ? '' : `: ${list(behind)}`
  const { peakQueued } = report.counts
  const most = peakQueued === 0 ? [] : [`At most ${count(peakQueued, 'request')} waited at once.`]
  return [`${nameRequest(longest)} waited longest, ${duration(heldMs(longest))}${why}.`, ...most]
}

function tellNow({ requests, counts, phases }: BootReport, until: number): string {
  const who = `${count(counts.queued, 'request')} ${counts.queued === 1 ? 'waits' : 'wait'}`
  const inside = requests.filter(
    ({ admitted, slotPassedOn, ended, asker }) =>
      admitted !== null && slotPassedOn === null && ended === null && asker === null,
  )
  if (inside.length > 0) {
    const named = inside.map(
      (request) =>
        `${nameRequest(request)}, inside for ${duration(until - (request.admitted ?? 0))}`,
    )
    return `${who} behind ${list(named)}.`
  }
  const waitFor = phases.find(({ name }) => name === 'waitFor')
  if (waitFor?.end === null) return `${who} for \`waitFor\`.`
  return `${who}, and nobody is inside: for a shared lock, or for an import of no request.`
}
