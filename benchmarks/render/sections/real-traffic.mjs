import { amount, goal, number, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'A boot under real traffic'

const gateName = 'bootstrap-gate'

/** What is asked of the gate, and whether a row of it is within that. */
const goals = {
  streams: {
    text: 'streams of any kind, and pages that fetch their own API: nobody rejected, and the ordinary clients wait at most 1.5 s longer than without a gate',
    isReached: (row) => isServed(row) && row.worstMoreMs?.median <= 1_500,
  },
  patience: {
    text: 'long polls and slow uploads: nobody rejected, and nobody waits for 25 s',
    isReached: (row) => isServed(row) && row.worstMs.high < 25_000,
  },
  locks: {
    text: 'health checks and locks: nothing initialised twice, and nobody unanswered',
    isReached: (row) => isServed(row) && row.initialisedAgain.high === 0,
  },
  lazy: {
    text: 'lazy pages: nobody rejected, and open at most 3 s after the fourth completion',
    isReached: (row) =>
      isServed(row) && row.gates.every(({ opened }) => opened?.afterCompletionsMs <= 3_000),
  },
}

const isServed = ({ rejected, failed, unanswered }) =>
  rejected.high + failed.high + unanswered.high === 0

export function render({ rounds, clients, patienceMs, rows }) {
  const gates = rows.filter(({ subject }) => subject === gateName)
  const seconds = number(patienceMs / 1_000)
  return [
    'An Express 5 app has just started; its pool is opened when it is first needed, by a check and an `await`.',
    `Clients of one kind come first, and when the server has seen their requests, ${clients} ordinary ones behind`,
    'them (all at once; behind the crawler one every 20 ms). The gate and express-queue are as they come, the',
    `gate with no option set. ${amount(rounds, 'boot')} each, in turn, each in a fresh process; who left somebody`,
    `unanswered is not tried again. Unanswered: nothing within ${seconds} s. A stream or a download is answered by its`,
    'first piece; those who poll or upload are not waited for, but counted when they are rejected. “Again” is',
    'how often something was initialised that had been already. Waits are those of the ordinary clients, the ones',
    'without an answer included; the ratio is that of the medians.',
    '',
    table(
      [
        'first come',
        '',
        'rejected',
        'unanswered',
        'again',
        'median wait, ms',
        'worst wait, ms',
        'times no gate',
      ],
      rows.map((row) => [row.pattern, row.subject, ...cells(row)]),
      2,
    ),
    '',
    'What the gate says of these boots: when it opened, how many gave their slot on because their response went',
    'on, or because it had come to its timeout, and how many requests the app made of itself.',
    '',
    table(
      [
        'first come',
        'opened after, ms',
        'after the fourth completion, ms',
        'streamed',
        'nested',
        'gave way',
        'slot timeouts',
        'warnings',
      ],
      gates.map(({ pattern, gates }) => [pattern, ...gateCells(gates)]),
    ),
    '',
    ...Object.entries(goals).flatMap(([name, { text, isReached }]) => {
      const ofGoal = gates.filter((row) => row.goal === name)
      const missed = ofGoal.filter((row) => !isReached(row)).map(({ pattern }) => pattern)
      const exceptions = missed.length > 0 ? ` Not by: ${missed.join('; ')}.` : ''
      return [`${goal(text, missed.length === 0)}${exceptions}`, '']
    }),
    'A stream has run to its first byte, and gives its slot on 250 ms later, an event stream at once. **Nothing tells',
    'a long poll or a slow upload from a request that is stuck**: it keeps its slot for `slotTimeoutMs`, the next',
    'half as long, and so on; one that completes restores the whole. So the ordinary clients wait long in any case,',
    'and as long as anybody is held, which is 25 s, where slow requests go on completing one after the other.',
    'Where clients poll or upload right after a start, mount these routes before the gate, or name them in `skip`,',
    'or set a shorter `slotTimeoutMs`: then nobody waits for them.',
    '',
    'Four completions are four requests of those who came first. What only the others use is not warm then: after',
    '700 lazy pages at once, the pool of the ordinary clients is opened as often as without a gate. Let what boots',
    'together be among the first, or raise `requiredCompletions`. For the same reason name in `skip` what checks',
    'health and does not say so (`curl`, `wget`): four of its requests would open the gate.',
  ].join('\n')
}

function cells(row) {
  const { rejected, failed, unanswered, initialisedAgain, medianMs, worstMs, timesBare } = row
  return [
    failed.high === 0 ? spread(rejected) : `${spread(rejected)}, failed ${spread(failed)}`,
    spread(unanswered),
    spread(initialisedAgain),
    spread(medianMs),
    spread(worstMs),
    timesBare === null ? '–' : spread(timesBare),
  ]
}

/** The boot in the middle, by when the gate opened. */
function gateCells(gates) {
  const openedAt = ({ opened }) => opened?.bootMs ?? Infinity
  const sorted = gates.toSorted((one, other) => openedAt(one) - openedAt(other))
  const { opened, warnings, ...stats } = sorted[Math.floor(sorted.length / 2)]
  return [
    number(opened?.bootMs ?? Infinity),
    number(opened?.afterCompletionsMs ?? Infinity),
    stats.streamed,
    stats.nested,
    stats.gaveWay,
    stats.slotTimeouts,
    warnings.length,
  ]
}
