import { amount, count, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'Slow start'

export function render({ rounds, held, rows }) {
  return [
    `${count(held)} requests are held, and the gate has nothing left to wait for: it opens for all of them, or lets`,
    `in 1, 2, 4, … at once by [\`slowStart\`](configuration.md#slowstart). Bare \`http\`; ${amount(rounds, 'round')}, in turn.`,
    'Times are from that moment to the answer; a stall is the longest time in which the event loop got to nothing else.',
    '',
    table(
      ['handler', 'p50, ms', 'p99, ms', 'longest stall, ms'],
      rows.map(({ handler, slowStart, p50Ms, p99Ms, stallMs }) => [
        slowStart ? `${handler}, slow start` : handler,
        spread(p50Ms),
        spread(p99Ms),
        spread(stallMs),
      ]),
    ),
    '',
    'Where the CPU is what is scarce the last one waits for as long either way. Where handlers wait for something else',
    'slow start makes them wait in line, and all are later. Use it to spare what they wait for: a database with few',
    'connections, say. The gate lets in those who are held in batches that yield to the event loop anyway.',
  ].join('\n')
}
