import { goal, number, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'Loading the package'

export function render({ rounds, rows, steps, builtins }) {
  const gate = rows.find(({ subject }) => subject === 'bootstrap-gate')
  const known = builtins.map(({ name, ms }) => `\`${name}\` ${number(ms.median)} ms`).join(', ')
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
    goal('at most 5 ms', gate.ms.median <= 5),
    '',
    'Where the time goes, in other processes. Finding the file is looking for `package.json` and reading',
    'it. The builtin modules that it needs are there already, or nearly so: ' + `${known}.`,
    '',
    table(
      ['step', 'ms'],
      steps.map(({ name, ms }) => [name, spread(ms)]),
    ),
  ].join('\n')
}
