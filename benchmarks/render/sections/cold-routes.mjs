import { amount, count, goal, number, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'Cold routes'

export function render({ rounds, routes, rows }) {
  const gated = rows.filter(({ isBaseline }) => !isBaseline)
  const kilobytes = (row, figure) => (row.isBaseline ? 0 : spread(row[figure]))
  return [
    `An Express 5 app with ${count(routes)} [cold routes](recipes.md#cold-routes), each behind a gate of its own, and`,
    `the same with a middleware that does nothing. ${amount(rounds, 'round')}, a fresh process each, in turn. KB are of`,
    'the heap, and of one gate: what the routes take that have none is taken away.',
    '',
    'While nobody has asked for any of them. Elsewhere means: not in these routes. A request there is sent and',
    'answered within the process.',
    '',
    table(
      [
        'before the handler',
        'to make all, ms',
        'KB',
        'an import elsewhere, µs',
        'a request elsewhere, µs',
      ],
      rows.map((row) => [
        row.way,
        spread(row.makeMs),
        kilobytes(row, 'closedKilobytes'),
        spread(row.importUs),
        spread(row.requestUs),
      ]),
    ),
    '',
    'Then each is asked once, which opens it:',
    '',
    table(
      ['before the handler', 'its first request, µs', 'KB', 'listeners before', 'listeners after'],
      rows.map((row) => [
        row.way,
        spread(row.firstUs),
        kilobytes(row, 'openKilobytes'),
        number(row.closedListeners),
        number(row.openListeners),
      ]),
    ),
    '',
    'Listeners are those on `node:diagnostics_channel`: of imports, of what clients of the process send, and one that',
    'waits for the first `listen()`. A gate that has opened keeps what it can be asked about, its report among it.',
    '',
    goal(
      'no listener left by any gate that has opened',
      gated.every(({ openListeners }) => openListeners === 0),
    ),
  ].join('\n')
}
