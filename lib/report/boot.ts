import type { BootReport, ReportedImport, ReportedRequest } from '../types'

/** Until when a report knows: the moment of settling, or that in which it was made. */
export function untilOf({ settledAt, takenAt }: BootReport): number {
  return settledAt ?? takenAt
}

/** Whether a request was held when the gate opened, and let in by that. */
export function wasHeldAtOpening({ outcome, admitted, ended }: ReportedRequest): boolean {
  return outcome === 'released' && admitted === ended
}

/** From when to when it was held; `until` stands for what has not come. */
export function heldTime(request: ReportedRequest, until: number): [start: number, end: number] {
  const { arrived, admitted, ended } = request
  return [arrived, Math.max(arrived, admitted ?? ended ?? until)]
}

/** From when to when it had its slot; undefined when it had none. */
export function slotTime(
  request: ReportedRequest,
  until: number,
): [start: number, end: number] | undefined {
  const { admitted, slotPassedOn, ended } = request
  if (admitted === null || wasHeldAtOpening(request)) return undefined
  return [admitted, slotPassedOn ?? ended ?? until]
}

/** An import with a query is the same module. */
export function moduleOf(url: string): string {
  return url.startsWith('data:') ? url : url.replace(/[?#].*$/s, '')
}

/** The module that an import leads to, as far as its specifier tells. */
export function targetOf({ kind, label, parentURL }: ReportedImport): string | undefined {
  if (kind === 'work') return undefined
  const isRelative = /^\.{0,2}\//.test(label)
  if (!isRelative && !URL.canParse(label)) return undefined
  const base = isRelative ? (parentURL ?? undefined) : undefined
  return URL.canParse(label, base) ? moduleOf(new URL(label, base).href) : undefined
}

/** The last part of a module's URL, or of a path: what people call it by. */
export function shortName(url: string): string {
  const module = moduleOf(url)
  return module.slice(module.lastIndexOf('/') + 1) || module
}
