import type { Axis } from '../axis'
import { lineOf } from '../line'
import type { BootReport } from '../../types'

const height = 40

/** How long the line at the gate was, as a small curve; nothing where nobody had to wait. */
export function renderCurve(report: BootReport, axis: Axis): string {
  const steps = lineOf(report)
  const most = Math.max(0, ...steps.map(({ held }) => held))
  if (most === 0) return ''
  const x = (at: number): string => String(Math.round(axis.at(at) * 1e4) / 10)
  const y = (held: number): string => String(Math.round((1 - held / most) * height * 10) / 10)
  const path = steps.map(({ at, held }) => `H${x(at)}V${y(held)}`).join('')
  const more = report.more.requests > 0 ? ' of those listed' : ''
  return `<div class="row curve"><span class="name">the line at the gate</span><div class="t" aria-hidden="true"><svg viewBox="0 0 1000 ${String(height)}" preserveAspectRatio="none"><path d="M0 ${String(height)}${path}V${String(height)}Z"/></svg></div><span class="told">${String(most)} <small>at most${more}</small></span></div>`
}
