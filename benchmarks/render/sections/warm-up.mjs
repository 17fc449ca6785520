import { amount, count, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'A request of a warm-up'

export function render({ rounds, requests, rows }) {
  return [
    'Express 5 answers `hello` behind an open gate: by [`gate.warmUp`](warm-up.md), and by `http.request` over a',
    'connection of its own on 127.0.0.1, one after the other in the process itself. The first, with all that it',
    `loads, and the mean of ${count(requests)} more when that has been done once. ${amount(rounds, 'round')}, in turn.`,
    '',
    table(
      ['', 'the first, ms', 'each of the rest, ms', 'ratio'],
      rows.map(({ way, first, each, ratio }) => [way, spread(first), spread(each), spread(ratio)]),
    ),
  ].join('\n')
}
