export type BarKind =
  | 'phase'
  | 'blocked'
  | 'held'
  | 'inside'
  | 'nested'
  | 'streamed'
  | 'gaveWay'
  | 'timedOut'
  | 'loading'
  | 'failed'

export interface Bar {
  readonly kind: BarKind
  readonly start: number
  readonly end: number
  /** Whether it goes on where it is drawn to end. */
  readonly goesOn: boolean
}

/** A line of the picture. */
export interface Row {
  /** What a link to it leads to; of all on a page it is the only one. */
  readonly id: string
  readonly kind: 'phase' | 'blocked' | 'request' | 'import' | 'more'
  /** How far below the one that has caused it. */
  readonly depth: number
  /** Of a request: its number in the report. */
  readonly number: number | undefined
  readonly label: string
  readonly bars: readonly Bar[]
  /** How long it took. */
  readonly told: string
  /** How it ended, in a word or a number; empty when there is nothing to say. */
  readonly how: string
  readonly isStuck: boolean
}

/** Rows that belong together: a request, and what it has caused; or many that have the same to tell. */
export interface RowGroup {
  /** What stands for all of them, where they are many. */
  readonly summary: Row | undefined
  readonly rows: readonly Row[]
}
