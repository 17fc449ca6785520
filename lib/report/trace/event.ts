/**
 * One event of Chrome's trace event format.
 *
 * @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export interface TraceEvent {
  /** What it is called. */
  readonly name: string
  /**
   * Its kind: `M` metadata, `b` and `e` the ends of an asynchronous span, `X` a span of a thread, `C` a counter,
   * `i` an instant, `s` and `f` the ends of an arrow.
   */
  readonly ph: 'M' | 'b' | 'e' | 'X' | 'C' | 'i' | 's' | 'f'
  /** What sort of thing it tells of. */
  readonly cat?: string
  /** Microseconds on the clock of `process.hrtime()`. */
  readonly ts?: number
  /** Microseconds. */
  readonly dur?: number
  /** The process. */
  readonly pid: number
  /** The track within it. */
  readonly tid: number
  /** What belongs together: of asynchronous spans and of arrows. */
  readonly id?: string
  /** An instant is one of the whole process. */
  readonly s?: 'p'
  /** An arrow leads to the span around it. */
  readonly bp?: 'e'
  /** What else there is to say. */
  readonly args?: Readonly<Record<string, string | number | boolean | null>>
}
