import { amount, goal, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'An import while the gate is closed'

export function render({ rounds, rows }) {
  const gates = rows.filter(({ subject }) => subject.includes('gate') && subject.includes('closed'))
  return [
    'One `import()` in a request, as times of the same without a gate, and in microseconds. The module has',
    'one line: what is added does not grow with the module, so a larger one has a lower ratio. The two',
    "rows “Node alone” have no gate: they show what is Node's own cost of telling a subscriber, and of an",
    '`AsyncLocalStorage`, which the gate uses to know the request that caused an import. An app that uses',
    `one itself, or has a tracer, pays that already. ${amount(rounds, 'round')} of 150 imports, in turn.`,
    '',
    table(
      ['Node', '', 'first load', 'µs', 'from the cache', 'µs'],
      rows.map(({ version, subject, fresh, cached }) => [
        version.slice(1),
        subject,
        spread(fresh.ratio),
        spread(fresh.us),
        spread(cached.ratio),
        spread(cached.us),
      ]),
      2,
    ),
    '',
    goal(
      'a first load takes at most 1.2 times as long',
      gates.every(({ fresh }) => fresh.ratio.median <= 1.2),
    ),
  ].join('\n')
}
