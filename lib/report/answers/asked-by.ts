import { untilOf } from '../boot'
import { findCauses } from '../causes'
import { nameModule, nameRequest, quote } from './words'
import { duration } from '../../text'
import type { BootReport, ReportedImport } from '../../types'

const mostNamed = 3

/** Who asked for that? Answered for what is stuck, else for what took longest. */
export function tellAskedBy(report: BootReport): string[] {
  const { imports, counts, stuck, requests } = report
  const causes = findCauses(report)
  const until = untilOf(report)
  const lasted = ({ start, end }: ReportedImport): number => (end ?? until) - start
  const byLength = (one: ReportedImport, other: ReportedImport): number =>
    lasted(other) - lasted(one)
  const pending = imports.filter(({ end }) => end === null)
  const roots = (pending.length > 0 ? pending : imports)
    .filter((work) => causes.parentOf(work) === undefined)
    .sort(byLength)
  const chains = roots.slice(0, mostNamed).map((root) => {
    const chain = [root]
    for (let next: ReportedImport | undefined = root; next !== undefined;) {
      next = [...causes.causedBy(next)].sort(byLength)[0]
      if (next !== undefined) chain.push(next)
    }
    return `${tellChain(report, chain)}: ${duration(lasted(root))}.`
  })
  const idle = stuck.filter(
    ({ kind, request }) => kind === 'request' && !pending.some((work) => work.request === request),
  )
  const waiting = requests.filter(({ id }) => idle.some(({ request }) => request === id))
  const why = counts.imports.automatic
    ? 'loads nothing: its handler waits for something else.'
    : 'waits for something, maybe an import: those are not seen here.'
  const others = waiting.slice(0, mostNamed).map((request) => `${nameRequest(request)} ${why}`)
  if (chains.length + others.length > 0) return [...chains, ...others]
  return [
    counts.imports.automatic
      ? 'Nobody: no `import()` was seen.'
      : 'Not known: imports are not seen here. `gate.track()` tells of them.',
  ]
}

/** From the request to the last import that came of it. */
function tellChain({ requests }: BootReport, chain: readonly ReportedImport[]): string {
  const [root] = chain
  const request = requests.find(({ id }) => id === root?.request)
  const by = request === undefined ? 'no request' : nameRequest(request)
  const asker = root?.parentURL ?? null
  const from = asker === null ? [] : [nameModule(asker)]
  return [by, ...from, ...chain.map(({ label }) => quote(label))].join(' → ')
}
