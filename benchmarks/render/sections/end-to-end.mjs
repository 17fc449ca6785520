import { amount, goal, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'An open gate, end to end'

export function render({ rounds, rows }) {
  const gate = rows.find(({ subject }) => subject.startsWith('bootstrap-gate'))
  const [, , , ...others] = rows
  const ahead = others.every(({ ratio }) => ratio.median <= gate.ratio.median)
  return [
    'Express 5 answers `hello`, each app in a process of its own, over 20 connections, by autocannon.',
    `${amount(rounds, 'round')} of one second each, in turn. The second app without a gate shows`,
    'the noise: differences below its spread say nothing.',
    '',
    table(
      ['app', 'requests a second', 'ratio to no gate'],
      rows.map(({ subject, perSecond, ratio }) => [subject, spread(perSecond), spread(ratio)]),
    ),
    '',
    goal('at least 0.99 of no gate', gate.ratio.median >= 0.99),
    '',
    goal('ahead of every other', ahead),
  ].join('\n')
}
