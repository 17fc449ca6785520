import { amount, goal, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'The boot itself'

export function bootCells({ unanswered, failed, poolsOpened, medianMs, lastMs, peakMegabytes }) {
  const isComplete = unanswered.median + failed.median === 0
  return [
    spread(unanswered),
    spread(failed),
    spread(poolsOpened),
    spread(medianMs),
    isComplete ? spread(lastMs) : 'never',
    spread(peakMegabytes),
  ]
}

/** A row without what only the demo's app has. */
export function withoutPools(cells) {
  return cells.filter((_, column) => column !== 3)
}

export const bootHeads = [
  'unanswered',
  'failed',
  'pools opened',
  'median wait, ms',
  'all served, ms',
  'peak MB',
]

export function render({ rounds, clients, rows }) {
  const gate = rows.find(({ subject }) => subject === 'bootstrap-gate')
  return [
    `The app of \`npm start\` has just started, and ${clients} clients come at once. It loads three packages`,
    'lazily, opens a pool on first use, and two of its routes take two locks in opposite order.',
    '“Memoised by hand”: the pool and the documents are made once, by a promise that all share.',
    `${amount(rounds, 'boot')} each, in turn. Unanswered are those who got nothing in the end: the app was watched`,
    'until it had answered nobody for 3 s. Waits are of those who got an answer.',
    '',
    table(
      ['', ...bootHeads],
      rows.map((row) => [row.subject, ...bootCells(row)]),
    ),
    '',
    goal(
      'nobody unanswered, and nothing initialised twice',
      gate.unanswered.high + gate.failed.high === 0 && gate.poolsOpened.high === 1,
    ),
    '',
    'express-queue serves one at a time for as long as the process lives. Memoising by hand helps where it',
    'has been thought of, in each place by itself.',
  ].join('\n')
}
