import { moduleOf, targetOf } from './boot'
import type { ReportedImport } from '../types'

/**
 * Modules that wait for each other: each has an import in flight of the next, and the last one of the first.
 *
 * @returns their URLs, the first once more at the end; empty when there is no such circle
 */
export function findCycle(imports: readonly ReportedImport[]): string[] {
  const waitsFor = new Map<string, Set<string>>()
  for (const work of imports) {
    const target = targetOf(work)
    if (work.end !== null || work.parentURL === null || target === undefined) continue
    const parent = moduleOf(work.parentURL)
    waitsFor.set(parent, (waitsFor.get(parent) ?? new Set()).add(target))
  }
  const done = new Set<string>()
  const follow = (module: string, path: readonly string[]): string[] => {
    const before = path.indexOf(module)
    if (before !== -1) return [...path.slice(before), module]
    if (done.has(module)) return []
    for (const next of waitsFor.get(module) ?? []) {
      const cycle = follow(next, [...path, module])
      if (cycle.length > 0) return cycle
    }
    done.add(module)
    return []
  }
  for (const module of waitsFor.keys()) {
    const cycle = follow(module, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
