import { amount } from '../figures.mjs'
import { table } from '../table.mjs'
import { bootCells, bootHeads } from './boot.mjs'

export const title = "Node's compile cache, and a warm-up"

const nameOf = ({ front, cached }) => (cached ? `${front}, compile cache` : front)

export function render({ rounds, clients, rows }) {
  return [
    `The app of \`npm start\` again, ${clients} clients at once, ${amount(rounds, 'boot')} each, in turn. With the compile`,
    'cache ([`module.enableCompileCache()`](recipes.md#compile-cache), here by `NODE_COMPILE_CACHE`) an earlier boot has',
    'filled it.',
    '',
    table(
      ['', ...bootHeads],
      rows.map((row) => [nameOf(row), ...bootCells(row)]),
    ),
  ].join('\n')
}
