import { nextMessage, startProcess, stopProcess } from './child.mjs'
import { interleave } from './interleave.mjs'
import { summarise } from './statistics.mjs'

const preparationLimitMs = 60_000
const sizeLimitMs = 5_000

export const sizes = [1_000, 10_000, 50_000, 100_000]

/**
 * Runs a program for each subject in turn, which measures one size after the other. One that takes
 * too long is ended, and not tried again with that size.
 *
 * @param figures - the names of what it measures
 * @returns a row for each subject and size; a figure that nobody came to is null
 */
export async function measurePerSize(program, subjects, rounds, figures) {
  const withinReach = Object.fromEntries(subjects.map((subject) => [subject, sizes]))
  const all = await interleave(subjects, rounds, async (subject) => {
    const results = await measureSizes(program, subject, withinReach[subject])
    withinReach[subject] = sizes.slice(0, results.size)
    return results
  })
  return subjects.flatMap((subject) =>
    sizes.map((size) => ({
      subject,
      size,
      ...summariseFigures(
        all[subject].flatMap((round) => round.get(size) ?? []),
        figures,
      ),
    })),
  )
}

export function summariseFigures(results, figures) {
  const summary = (figure) => summarise(results.map((result) => result[figure]))
  return Object.fromEntries(
    figures.map((figure) => [figure, results.length === 0 ? null : summary(figure)]),
  )
}

/** @returns what the program gave for each of the sizes, as far as it came */
export async function measureSizes(program, subject, wanted, node = process.execPath) {
  const child = startProcess(program, [subject, ...wanted], { node, flags: ['--expose-gc'] })
  const results = new Map()
  try {
    for (const size of wanted) {
      await nextMessage(child, preparationLimitMs)
      const result = await nextMessage(child, sizeLimitMs)
      if (result === undefined) break
      results.set(size, result)
    }
  } finally {
    await stopProcess(child)
  }
  return results
}
