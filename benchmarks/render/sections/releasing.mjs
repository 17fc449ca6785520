import { amount, goal, spread } from '../figures.mjs'
import { ofGate, sizeTable, tooLong } from './per-size.mjs'

export const title = 'Letting in all that are held'

export function render({ rounds, rows }) {
  const largest = ofGate(rows).at(-1)
  return [
    'From the opening until the last one is inside the app, whose handler ends the response. What the',
    `handlers take by themselves is subtracted (${spread(largest.handlersMs)} ms for 100,000), measured`,
    'in the same process.',
    'async-mutex and express-queue let in the next when one ends; there is no other way to open them.',
    `${amount(rounds, 'round')}, a fresh process each. ${tooLong}`,
    '',
    "Milliseconds beyond the handlers' own:",
    '',
    sizeTable(rows, 'beyondMs'),
    '',
    'The longest turn of the event loop, in milliseconds:',
    '',
    sizeTable(rows, 'stallMs'),
    '',
    goal("100,000 within 100 ms beyond the handlers' own time", largest.beyondMs?.median <= 100),
    '',
    goal(
      "1,000 within 0.5 ms beyond the handlers' own time",
      ofGate(rows).find(({ size }) => size === 1_000).beyondMs.median <= 0.5,
    ),
    '',
    goal('no turn longer than 15 ms', largest.stallMs?.median <= 15),
    '',
    'With 1,000 the opening itself is a third of it: it takes back its subscriptions. The rest is what each costs: two',
    'listeners are removed, and its own async context is entered. The array does neither, and p-queue has no listeners.',
    '',
    'The gate lets in at most 128 in one turn, and for at most 5 ms. A turn that is longer than that is',
    'a pause of the collector, which has 100,000 dead requests to clear.',
  ].join('\n')
}
