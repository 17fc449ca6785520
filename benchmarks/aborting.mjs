// What it takes when all that are held go away, in random order.
import { measurePerSize } from './support/per-size.mjs'
import { runAlone } from './support/run-alone.mjs'

// A waiter of async-mutex cannot be taken out of its line.
const subjects = [
  'bootstrap-gate',
  'array that clients leave',
  'express-queue',
  'p-queue with signals',
]

export async function measure({ quick }) {
  const rounds = quick ? 1 : 3
  const figures = ['beyondMs', 'eventsMs']
  return { rounds, rows: await measurePerSize('aborting.mjs', subjects, rounds, figures) }
}

await runAlone(import.meta, measure)
