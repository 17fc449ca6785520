import { untilOf } from '../boot'
import type { Row } from './row'
import { duration } from '../../text'
import type { BootReport } from '../../types'

/** What the boot has gone through but for its requests: these are all the rest. */
export function phaseRows(report: BootReport): Row[] {
  const until = untilOf(report)
  return report.phases
    .filter(({ name }) => name !== 'requests')
    .map(({ name, start, end }, index) => {
      const goesOn = end === null || end > until
      const lasted = (goesOn ? until : end) - start
      return {
        id: `p${String(index + 1)}`,
        kind: 'phase' as const,
        depth: 0,
        number: undefined,
        label: phaseLabels[name],
        bars: [{ kind: 'phase' as const, start, end: start + lasted, goesOn }],
        told: duration(lasted),
        how: goesOn ? 'goes on' : '',
        isStuck: name === 'waitFor' && report.stuck.some(({ kind }) => kind === 'waitFor'),
      }
    })
}

export const phaseLabels = {
  node: 'Node and your modules',
  listening: 'until it listens',
  waitFor: 'waitFor',
  warmUp: 'warm-up',
  requests: 'requests',
  quiet: 'until nothing loads',
}

/** What kept the event loop busy, in one row. */
export function blockedRows({ blocked }: BootReport): Row[] {
  if (blocked.length === 0) return []
  const total = blocked.reduce((sum, { start, end }) => sum + end - start, 0)
  return [
    {
      id: 'blocked',
      kind: 'blocked',
      depth: 0,
      number: undefined,
      label: 'event loop blocked',
      bars: blocked.map(({ start, end }) => ({ kind: 'blocked', start, end, goesOn: false })),
      told: duration(total),
      how: '',
      isStuck: false,
    },
  ]
}
