import { amount, goal, spread } from '../figures.mjs'
import { table } from '../table.mjs'

export const title = 'An import while the gate is closed'

/** Node 20 does not report imports: nothing is to be had for what they cost there. */
function mostFor(version) {
  if (version.startsWith('v20.')) return Infinity
  return version.startsWith('v22.') ? 1.25 : 1.15
}

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
      'a first load takes at most 1.15 times as long on 24 and 26, 1.25 on 22',
      gates.every(({ version, fresh }) => fresh.ratio.median <= mostFor(version)),
    ),
  ].join('\n')
}
