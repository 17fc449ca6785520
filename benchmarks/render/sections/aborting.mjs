import { amount, goal, spread } from '../figures.mjs'
import { ofGate, sizeTable, tooLong } from './per-size.mjs'

export const title = 'When all that are held go away'

export function render({ rounds, rows }) {
  const largest = ofGate(rows).at(-1)
  return [
    'Every client disconnects, in random order. What the same events take with listeners that do nothing',
    `is subtracted (${spread(largest.eventsMs)} ms for 100,000, most of it memory that is no longer in the`,
    "processor's cache: in order of arrival it is a fraction). A waiter of async-mutex cannot leave, so it",
    `is not here. ${amount(rounds, 'round')}, a fresh process each. ${tooLong}`,
    '',
    "Milliseconds beyond the events' own:",
    '',
    sizeTable(rows, 'beyondMs'),
    '',
    goal('100,000 within 100 ms', largest.beyondMs?.median <= 100),
    '',
    'What the gate spends: it takes its record out of the line, which touches the two neighbours, and',
    'removes its listeners. Each of these is somewhere else in memory.',
  ].join('\n')
}
