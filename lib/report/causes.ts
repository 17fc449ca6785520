import { moduleOf, targetOf } from './boot'
import type { BootReport, ReportedImport, ReportedRequest } from '../types'

/** What came of what: the requests and imports that each request and import has caused. */
export interface Causes {
  /** Requests that nobody inside has asked for. */
  readonly requests: readonly ReportedRequest[]
  /** Imports that no listed request has caused, and no listed import. */
  readonly imports: readonly ReportedImport[]
  nestedOf(request: ReportedRequest): readonly ReportedRequest[]
  importsOf(request: ReportedRequest): readonly ReportedImport[]
  causedBy(work: ReportedImport): readonly ReportedImport[]
  parentOf(work: ReportedImport): ReportedImport | undefined
}

/** A module tells of itself only by what it imports: an import is the child of the one that was loading its parent. */
export function findCauses({ requests, imports }: BootReport): Causes {
  const parents = parentsOf(imports)
  const orphans = imports.filter((work) => !parents.has(work))
  const ids = new Set(requests.map(({ id }) => id))
  const isKnown = (id: number | null): boolean => id !== null && ids.has(id)
  return {
    requests: requests.filter(({ asker }) => !isKnown(asker)),
    imports: orphans.filter(({ request }) => !isKnown(request)),
    nestedOf: ({ id }) => requests.filter(({ asker }) => asker === id),
    importsOf: ({ id }) => orphans.filter(({ request }) => request === id),
    causedBy: (work) => imports.filter((other) => parents.get(other) === work),
    parentOf: (work) => parents.get(work),
  }
}

/** For each import the latest one that was leading to the module which asked for it. */
function parentsOf(imports: readonly ReportedImport[]): Map<ReportedImport, ReportedImport> {
  const parents = new Map<ReportedImport, ReportedImport>()
  const targets = new Map<string, ReportedImport[]>()
  const packages = imports.filter(isOfPackage)
  for (const work of imports) {
    const module = moduleOf(work.parentURL ?? '')
    const wasLeading = ({ id, end }: ReportedImport): boolean =>
      id < work.id && (end === null || end >= work.start)
    const parent =
      targets.get(module)?.filter(wasLeading).at(-1) ??
      packages
        .filter(({ label }) => module.includes(`/node_modules/${label}/`))
        .filter(wasLeading)
        .at(-1)
    if (parent !== undefined) parents.set(work, parent)
    const target = targetOf(work)
    if (target !== undefined) targets.set(target, [...(targets.get(target) ?? []), work])
  }
  return parents
}

/** Where the package is, only the modules in it tell. */
function isOfPackage(work: ReportedImport): boolean {
  return work.kind === 'import' && targetOf(work) === undefined && work.label !== ''
}
