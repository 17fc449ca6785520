import { amount, goal, number, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'An open gate, a call'

export function render({ rounds, rows }) {
  const gates = rows.filter(({ subject }) => subject === 'an open gate')
  const within = gates.every(({ moreNs, bytes }) => moreNs.median <= 5 && bytes < 1)
  return [
    'A call of the middleware with a request that has no connection, in nanoseconds, and the heap that',
    `a call takes. ${amount(rounds, 'round')} on each line of Node. The second middleware that does nothing shows`,
    'how far apart two equal things are measured.',
    '',
    table(
      ['Node', 'middleware', 'ns', 'more than nothing', 'bytes'],
      rows.map(({ version, subject, ns, moreNs, bytes }) => [
        version.slice(1),
        subject,
        spread(ns),
        spread(moreNs),
        number(Math.round(bytes)),
      ]),
      2,
    ),
    '',
    goal('at most 5 ns more a call than a middleware that does nothing, and no allocation', within),
  ].join('\n')
}
