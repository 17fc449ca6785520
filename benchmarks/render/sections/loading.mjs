import { goal, number, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'Loading the package'

export function render({ rounds, rows, lines }) {
  const now = lines.filter(({ version }) => version === 'now')
  return [
    `The first \`require()\` of a fresh process, ${rounds} processes each, in turn. The empty file is what`,
    'any `require()` of a file costs.',
    '',
    table(
      ['', 'ms', 'files', 'KB'],
      rows.map(({ subject, ms, files, kilobytes }) => [
        subject,
        spread(ms),
        files,
        number(kilobytes),
      ]),
    ),
    '',
    'From there to holding the second request, in milliseconds, beside version 1.0.0. “The turn after”: what is left',
    'of the turn in which the gate was made, and the gate’s part of the next, before the process hears of its first',
    'client. The requests are event emitters without a connection, as below.',
    '',
    table(
      [
        'Node',
        'version',
        'load',
        'make',
        'both, to 1.0.0',
        'the turn after',
        'first let in',
        'second held',
      ],
      lines.map(({ line, version, steps, ratio }) => [
        line.slice(1),
        version,
        spread(steps.load),
        spread(steps.make),
        ratio === undefined ? '' : spread(ratio),
        spread(steps.turn),
        spread(steps.first),
        spread(steps.second),
      ]),
      2,
    ),
    '',
    goal(
      'loading and making take at most 1.05 of version 1.0.0',
      now.every(({ ratio }) => ratio?.median <= 1.05),
    ),
    '',
    goal(
      'the first request is let in within 0.5 ms, the second held within 0.3, on each line',
      now.every(({ steps }) => steps.first.median <= 0.5 && steps.second.median <= 0.3),
    ),
    '',
    'What is not needed to make a gate is a file of its own, which is loaded in the turn after. It has async-mutex',
    'in it, and the first two requests are rehearsed then: Node compiles a function when it is called first. Version',
    '1.0.0 loaded async-mutex when the second request came. Until then a process has some milliseconds more to do in all',
    'than with 1.0.0, as the sums of the rows say, in a turn in which nobody waits for it.',
  ].join('\n')
}
