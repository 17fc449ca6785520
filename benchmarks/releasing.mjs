// What it takes to let in all that are held.
import { measurePerSize } from './support/per-size.mjs'
import { runAlone } from './support/run-alone.mjs'

const subjects = ['bootstrap-gate', 'array of closures', 'express-queue', 'p-queue', 'async-mutex']

export async function measure({ quick }) {
  const rounds = quick ? 1 : 3
  const figures = ['beyondMs', 'handlersMs', 'stallMs']
  return { rounds, rows: await measurePerSize('releasing.mjs', subjects, rounds, figures) }
}

await runAlone(import.meta, measure)
