import { slotTime, untilOf } from '../boot'
import { nameRequest, quote } from './words'
import { duration } from '../../text'
import type { BootReport, ReportedPhase, ReportedRequest } from '../../types'

export interface Part {
  readonly label: string
  readonly ms: number
}

/** Where did the seconds go? The parts of the boot, in order; some of them overlap. */
export function secondsOf(report: BootReport): Part[] {
  const until = untilOf(report)
  const parts: Part[] = []
  const add = (label: string, ms: number): void => {
    if (ms > 0) parts.push({ label, ms })
  }
  const lasted = (name: ReportedPhase['name']): number => {
    const phase = report.phases.find((other) => other.name === name)
    return phase === undefined ? 0 : Math.min(phase.end ?? until, until) - phase.start
  }
  add('Node and your modules', lasted('node'))
  add('until it listened', lasted('listening'))
  add('`waitFor`', lasted('waitFor'))
  add('warm-up', lasted('warmUp'))
  const first = report.phases.find(({ name }) => name === 'requests')
  const listened = report.phases.find(({ name }) => name === 'listening')?.end ?? 0
  add('no request yet', (first?.start ?? until) - listened)
  add('requests, one by one', lasted('requests'))
  add('until nothing was loading', lasted('quiet'))
  add(
    'of all that, the event loop blocked',
    report.blocked.reduce((sum, { start, end }) => sum + end - start, 0),
  )
  return parts
}

const mostNamed = 3

/** Who took most of it. */
export function tellSlowest(report: BootReport): string[] {
  const until = untilOf(report)
  const insideMs = (request: ReportedRequest): number => {
    const [start, end] = slotTime(request, until) ?? [0, 0]
    return end - start
  }
  return [...report.requests]
    .filter((request) => insideMs(request) >= 1)
    .sort((one, other) => insideMs(other) - insideMs(one))
    .slice(0, mostNamed)
    .map((request) => {
      const [slowest] = report.imports
        .filter((work) => work.request === request.id)
        .map((work) => ({ work, ms: (work.end ?? until) - work.start }))
        .sort((one, other) => other.ms - one.ms)
      const of =
        slowest === undefined
          ? ''
          : `, of that ${duration(slowest.ms)} for ${quote(slowest.work.label)}`
      return `${nameRequest(request)}: ${duration(insideMs(request))} inside${of}.`
    })
}
