import { count, spread } from '../figures.mjs'
import { table } from '../table.mjs'

/** A line a subject, a column a size. */
export function sizeTable(rows, figure) {
  const subjects = [...new Set(rows.map(({ subject }) => subject))]
  const sizes = [...new Set(rows.map(({ size }) => size))]
  const cell = (subject, size) =>
    spread(rows.find((row) => row.subject === subject && row.size === size)[figure])
  return table(
    ['', ...sizes.map(count)],
    subjects.map((subject) => [subject, ...sizes.map((size) => cell(subject, size))]),
  )
}

export function ofGate(rows) {
  return rows.filter(({ subject }) => subject === 'bootstrap-gate')
}

export const tooLong = '“Too long”: not done within 5 s, and not tried again.'
