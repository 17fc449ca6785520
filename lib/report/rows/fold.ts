import type { Bar, Row, RowGroup } from './row'
import { duration } from '../../text'

/** From this many requests in a row that have the same to tell, one line stands for all. */
const fewestAlike = 6
/** Up to this many imports of one request are shown one by one. */
const mostImports = 12

/**
 * Folds requests that stand one after the other and have only waited, or were served in no time.
 *
 * @param quickMs - what takes less is told with others
 */
export function foldAlike(requests: readonly (readonly Row[])[], quickMs: number): RowGroup[] {
  const groups: RowGroup[] = []
  for (let from = 0; from < requests.length;) {
    const kind = likeness(requests[from], quickMs)
    let to = from + 1
    while (kind !== undefined && to < requests.length && likeness(requests[to], quickMs) === kind)
      to++
    const rows = requests.slice(from, to).flat()
    if (rows.length >= fewestAlike && kind !== undefined) {
      groups.push({
        summary: summaryOf(rows, `${String(rows.length)} like ${rows[0]?.label ?? ''}`),
        rows,
      })
    } else {
      groups.push(...requests.slice(from, to).map((own) => ({ summary: undefined, rows: own })))
    }
    from = to
  }
  return groups
}

/** Folds imports that are too many to be shown one by one. */
export function foldImports(groups: readonly RowGroup[]): RowGroup[] {
  return groups.flatMap((group) => {
    const first = group.rows.findIndex(({ kind }) => kind === 'import')
    const imports = group.rows.slice(first)
    const areImports = first !== -1 && imports.every(({ kind }) => kind === 'import')
    if (group.summary !== undefined || !areImports || imports.length <= mostImports) return [group]
    const summary = summaryOf(imports, `${String(imports.length)} imports`)
    return [
      { summary: undefined, rows: group.rows.slice(0, first) },
      { summary, rows: imports },
    ]
  })
}

/** What a request has in common with others: undefined where it has something of its own to tell. */
function likeness(rows: readonly Row[] | undefined, quickMs: number): string | undefined {
  const [row, ...caused] = rows ?? []
  if (row === undefined || row.isStuck || caused.length > 0) return undefined
  const last = row.bars.at(-1)
  if (last === undefined || last.kind === 'held') return `held ${row.how}`
  return last.end - last.start < quickMs ? row.how : undefined
}

function summaryOf(rows: readonly Row[], label: string): Row {
  const bars = rows.flatMap((row) => row.bars)
  const longest = Math.max(...bars.map(({ start, end }) => end - start))
  return {
    id: `${rows[0]?.id ?? ''}-and-more`,
    kind: 'more',
    depth: rows[0]?.depth ?? 0,
    number: undefined,
    label,
    bars: mergeBars(bars),
    how: '',
    told: `${duration(longest)} at most`,
    isStuck: rows.some(({ isStuck }) => isStuck),
  }
}

/** Bars of the same kind that touch become one; those that waited come first, below the others. */
function mergeBars(bars: readonly Bar[]): Bar[] {
  const isHeld = ({ kind }: Bar): number => (kind === 'held' ? 0 : 1)
  const sorted = [...bars].sort(
    (one, other) => isHeld(one) - isHeld(other) || one.start - other.start,
  )
  const merged: Bar[] = []
  for (const bar of sorted) {
    const last = merged.at(-1)
    if (last?.kind === bar.kind && bar.start <= last.end) {
      merged[merged.length - 1] = {
        ...last,
        end: Math.max(last.end, bar.end),
        goesOn: last.goesOn || bar.goesOn,
      }
    } else merged.push(bar)
  }
  return merged
}
