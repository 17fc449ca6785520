import { tellAskedBy } from './asked-by'
import { tellSlowest } from './seconds'
import { tellWaitingFor } from './waiting-for'
import { tellWaitsBehind } from './waits-behind'
import type { BootReport } from '../../types'

export interface Answer {
  readonly question: string
  readonly sentences: readonly string[]
}

/** The four questions of those who are on call at a bad boot, answered. */
export function answersOf(report: BootReport): Answer[] {
  const isClosed = report.state === 'closed'
  const ask = (now: string, later: string): string => (isClosed ? now : later)
  return [
    {
      question: ask('What is it waiting for?', 'What did it wait for?'),
      sentences: tellWaitingFor(report),
    },
    { question: 'Who asked for that?', sentences: tellAskedBy(report) },
    {
      question: ask('Who waits behind whom?', 'Who waited behind whom?'),
      sentences: tellWaitsBehind(report),
    },
    { question: 'Where did the seconds go?', sentences: tellSlowest(report) },
  ]
}
