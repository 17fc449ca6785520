import type { Axis } from '../axis'
import { lineOf } from '../line'
import type { BootReport } from '../../types'

const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

export interface Curve {
  readonly text: string
  readonly most: number
}

/** How long the line at the gate was: for each column the most that were in it. */
export function drawLine(report: BootReport, axis: Axis, columns: number): Curve {
  const steps = lineOf(report)
  const most = Math.max(0, ...steps.map(({ held }) => held))
  const held = Array.from({ length: columns }, () => 0)
  steps.forEach((step, index) => {
    const next = steps[index + 1]?.at ?? step.at
    const from = Math.min(Math.floor(axis.at(step.at) * columns), columns - 1)
    const to = Math.min(Math.floor(axis.at(next) * columns), columns - 1)
    for (let column = from; column <= to; column++) {
      held[column] = Math.max(held[column] ?? 0, step.held)
    }
  })
  const text = held
    .map((number) => (number === 0 ? ' ' : (heights[Math.ceil((number / most) * 8) - 1] ?? '')))
    .join('')
  return { text, most }
}
