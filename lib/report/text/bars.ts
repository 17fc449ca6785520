import type { Axis } from '../axis'
import type { Bar, BarKind } from '../rows/row'
import type { Colour, Paint } from './paint'

interface Look {
  readonly mark: string
  readonly colour: Colour
  readonly meaning: string
}

/** How each kind of bar looks in a terminal, with and without colour. */
export const looks: Readonly<Record<BarKind, Look>> = {
  phase: { mark: '─', colour: 'dim', meaning: 'before and after' },
  held: { mark: '░', colour: 'dim', meaning: 'held' },
  inside: { mark: '█', colour: 'cyan', meaning: 'in the app' },
  nested: { mark: '▓', colour: 'magenta', meaning: 'asked for from inside' },
  streamed: { mark: '▒', colour: 'blue', meaning: 'streams' },
  gaveWay: { mark: '▒', colour: 'magenta', meaning: 'gave way' },
  timedOut: { mark: '▒', colour: 'yellow', meaning: 'slot lost' },
  loading: { mark: '━', colour: 'yellow', meaning: 'loads' },
  failed: { mark: '━', colour: 'red', meaning: 'failed' },
  blocked: { mark: '▄', colour: 'red', meaning: 'loop blocked' },
}

/** The bars of one row, in so many columns. */
export function drawBars(bars: readonly Bar[], axis: Axis, columns: number, paint: Paint): string {
  const cells: (BarKind | undefined)[] = Array.from({ length: columns }, () => undefined)
  for (const { kind, start, end } of bars) {
    const from = Math.min(Math.round(axis.at(start) * columns), columns - 1)
    // However short it was, it was there.
    const to = Math.max(Math.round(axis.at(end) * columns), from + 1)
    cells.fill(kind, from, to)
  }
  let text = ''
  for (let from = 0; from < columns;) {
    const kind = cells[from]
    let to = from + 1
    while (to < columns && cells[to] === kind) to++
    text +=
      kind === undefined
        ? ' '.repeat(to - from)
        : paint(looks[kind].mark.repeat(to - from), looks[kind].colour)
    from = to
  }
  return text
}
