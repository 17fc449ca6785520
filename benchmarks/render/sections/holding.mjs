import { amount, goal, spread } from '../figures.mjs'
import { linePlot } from '../plot.mjs'
import { table } from '../table.mjs'
import { ofGate, sizeTable, tooLong } from './per-size.mjs'

export const title = 'Holding many'

/** Each holds, and lets in one at a time. */
const peers = ['express-queue', 'p-queue', 'cockatiel bulkhead', 'async-mutex']

export const plotFile = 'benchmarks-holding.svg'

export function plot({ rows }) {
  const subjects = [...new Set(rows.map(({ subject }) => subject))]
  return linePlot({
    title: 'Time to hold one request, by how many are held',
    xLabel: 'requests held',
    yLabel: 'µs a request',
    series: subjects.map((name) => ({
      name,
      points: rows
        .filter(({ subject, us }) => subject === name && us !== null)
        .map(({ size, us }) => [size, us.median]),
    })),
  })
}

export function render({ rounds, rows, lines }) {
  const gate = [...ofGate(rows), ...ofGate(lines)]
  return [
    'So many requests arrive while one is inside the app. The messages are event emitters without a',
    'connection; they are made before, so time and memory are those of the holder and its listeners.',
    'The array only keeps a closure: it forgets nobody, times nobody out, and lets nobody leave. It is',
    'the limit. “Listeners and a context” is the limit for what notices who leaves, and lets in each in the async',
    `context that it came in. ${amount(rounds, 'round')}, a fresh process each. ${tooLong}`,
    '',
    'Microseconds a request:',
    '',
    sizeTable(rows, 'us'),
    '',
    `![Time to hold one request](${plotFile})`,
    '',
    'Bytes a request:',
    '',
    sizeTable(rows, 'bytes'),
    '',
    'With 100,000 on each line of Node:',
    '',
    table(
      ['Node', '', 'µs a request', 'bytes a request'],
      lines.map(({ subject, version, us, bytes }) => [
        version.slice(1),
        subject,
        spread(us),
        spread(bytes),
      ]),
      2,
    ),
    '',
    goal(
      'at most 2 µs a request at any size, on each line',
      gate.every(({ us }) => us?.median <= 2),
    ),
    '',
    goal(
      'ahead of all that people use for it, at every size',
      ofGate(rows).every(({ size, us }) =>
        rows
          .filter((row) => row.size === size && peers.includes(row.subject))
          .every((row) => row.us === null || us?.median <= row.us.median),
      ),
    ),
    '',
    goal(
      'at most 400 bytes a request at any size, on each line',
      gate.every(({ bytes }) => bytes?.median <= 400),
    ),
    '',
    'What the gate spends: its record of the request, with the async context to call `next()` in, one',
    'listener for both messages, and their places in the tables of the two emitters. The rest of the',
    'time is the collector copying what stays alive. None of the others notices who leaves while it waits, and none',
    'keeps the async context.',
    '',
    'What sheds load, such as `@fastify/under-pressure` and `overload-protection`, cannot stand here: it holds',
    'nobody, but refuses while the event loop is busy.',
  ].join('\n')
}
