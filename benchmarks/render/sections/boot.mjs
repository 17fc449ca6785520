import { amount, goal, number, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'The boot itself'

export function bootCells({
  listeningMs,
  unanswered,
  failed,
  poolsOpened,
  medianMs,
  lastMs,
  peakMegabytes,
}) {
  const isComplete = unanswered.median + failed.median === 0
  return [
    spread(listeningMs),
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
  return cells.filter((_, column) => column !== 4)
}

export const bootHeads = [
  'listening, ms',
  'unanswered',
  'failed',
  'pools opened',
  'median wait, ms',
  'all served, ms',
  'peak MB',
]

export function render({ rounds, clients, rows, small }) {
  const peaks = small
    .map(({ subject, peakMegabytes }) => `${subject} ${spread(peakMegabytes)}`)
    .join(', ')
  const find = (wanted) => rows.find(({ subject }) => subject === wanted)
  const gate = find('bootstrap-gate')
  const warmed = find('bootstrap-gate, warmed up first')
  const ofMemoised = warmed.lastMs.median / find('memoised by hand').lastMs.median
  const unwarmed = gate.lastMs.median / find('memoised by hand').lastMs.median
  const memory = gate.peakMegabytes.median / find('memoised by hand').peakMegabytes.median
  const ofBare = warmed.medianMs.median / find('no gate').medianMs.median
  return [
    `The app of \`npm start\` has just started, and ${clients} clients come at once. It loads three packages`,
    'lazily, opens a pool on first use, and two of its routes take two locks in opposite order.',
    '“Memoised by hand”: the pool and the documents are made once, by a promise that all share.',
    `${amount(rounds, 'boot')} each, in turn. Unanswered are those who got nothing in the end: the app was watched`,
    'until it had answered nobody for 3 s. Waits are of those who got an answer. “Listening”: from the start of the',
    'process until it listens; “warmed up first”: `gate.warmUp` with each of the six routes before that.',
    '',
    table(
      ['', ...bootHeads],
      rows.map((row) => [row.subject, ...bootCells(row)]),
    ),
    '',
    goal(
      'nobody unanswered, and nothing initialised twice',
      [gate, warmed].every(
        ({ unanswered, failed, poolsOpened }) =>
          unanswered.high + failed.high === 0 && poolsOpened.high === 1,
      ),
    ),
    '',
    goal(
      `warmed up first, all served in at most 0.5 of memoised by hand: ${number(ofMemoised)}`,
      ofMemoised <= 0.5,
    ),
    '',
    goal(
      `warmed up first, the median client waits at most 0.6 of no gate's: ${number(ofBare)}`,
      ofBare <= 0.6,
    ),
    '',
    goal(
      `not warmed up, all served in at most 1.15 of memoised by hand: ${number(unwarmed)}`,
      unwarmed <= 1.15,
    ),
    '',
    goal(
      `not warmed up, a peak of memory of at most 1.05 of memoised by hand: ${number(memory)}`,
      memory <= 1.05,
    ),
    '',
    'What a warm-up saves the clients is paid before the process listens.',
    '',
    'The memory beyond that of memoised by hand is not what the gate keeps, which is some 200 bytes a held request: with',
    '60 clients in place of 200 there is no difference. Those who were held go on together, so that more is alive at',
    'once, and V8 takes more room for young objects. With that room held to 4 MB (`--max-semi-space-size=4`) the peaks',
    `are, in MB: ${peaks}.`,
    '',
    'The time beyond it is that of the first requests one after the other, of which each awaits its own pool or package,',
    'and of the quiet window, in which requests go on one at a time.',
    '',
    'express-queue serves one at a time for as long as the process lives. Memoising by hand helps where it',
    'has been thought of, in each place by itself.',
  ].join('\n')
}
