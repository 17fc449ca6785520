import { amount, goal, number } from '../figures.mjs'
import { barPlot } from '../plot.mjs'
import { table } from '../table.mjs'
import { bootCells, bootHeads, withoutPools } from './boot.mjs'

export const title = 'What one at a time costs, and how it can cost less'

export const plotFile = 'benchmarks-concurrency.svg'

const name = ({ front, concurrency, requiredCompletions }, unlimited) => {
  if (front === 'plain') return 'no gate'
  const slots = concurrency === unlimited ? 'unlimited' : concurrency
  const settings = `concurrency ${slots}, ${requiredCompletions} completions`
  return front === 'warmed-up' ? `warmed up first, then ${settings}` : settings
}

export function plot({ healthy, unlimited }) {
  return barPlot({
    title: 'A healthy app: median wait of 200 clients at boot',
    unit: 'ms',
    bars: healthy.rows.map((row) => ({ name: name(row, unlimited), value: row.medianMs.median })),
  })
}

export function render({ clients, unlimited, fragile, healthy }) {
  const rowOf = (row) => [name(row, unlimited), ...bootCells(row)]
  const healthyRow = (front, concurrency, completions) =>
    healthy.rows.find(
      (row) =>
        row.front === front &&
        row.concurrency === concurrency &&
        row.requiredCompletions === completions,
    ).medianMs.median
  const bare = healthyRow('plain', null, null)
  const warmed = healthyRow('warmed-up', 1, 4) / bare
  const more = (...which) => `${number(healthyRow(...which) - bare)} ms`
  return [
    `The same app, ${clients} clients at once, and a gate with other settings. ${amount(fragile.rounds, 'boot')} each:`,
    '',
    table(['', ...bootHeads], fragile.rows.map(rowOf)),
    '',
    'With two inside at once the locks can be taken in opposite order, and an initialiser can run twice.',
    'A `concurrency` above 1 gives the protection up; it only limits the stampede.',
    '',
    'A healthy app does not need the protection. This one has six routes; each starts what it needs on',
    `first use, once, in 40 ms, and answers in 4 ms after that. ${amount(healthy.rounds, 'boot')} each:`,
    '',
    table(withoutPools(['', ...bootHeads]), healthy.rows.map(rowOf).map(withoutPools)),
    '',
    `![Median wait at boot](${plotFile})`,
    '',
    'What the gate adds is the first uses, one after the other: as many as have to complete before it opens.',
    `At the defaults the median client of this app waits ${more('gate', 1, 4)} longer than without a gate, once`,
    'in the life of a process. It can cost less:',
    '',
    `- Fewer completions. With \`requiredCompletions: 1\` the difference is ${more('gate', 1, 1)}. What is left unprotected are`,
    '  the first uses of the other routes.',
    '- A [warm-up](warm-up.md) before listening: `gate.warmUp` asks the routes, one after the other.',
    `  All routes are protected, and the difference is ${more('warmed-up', 1, 4)}: this way gives nothing up.`,
    '  The time is spent before the first client comes.',
    `- More slots. With \`concurrency: 4\` the difference is ${more('gate', 4, 4)}, and the protection is gone. Only for an app that`,
    '  is known to take no locks at boot and to memoise what it starts.',
    '',
    goal(
      `warmed up first, the median client of the healthy app waits at most 0.7 of no gate's: ${number(warmed)}`,
      warmed <= 0.7,
    ),
  ].join('\n')
}
