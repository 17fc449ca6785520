import { renderPage } from './html/page'
import { invalidArgument } from '../options/invalid-argument'
import { readReport } from './read-report'
import { renderText } from './text/text'
import type { TraceEvent } from './trace/event'
import { traceEventsOf } from './trace/trace-events'
import type { BootReport } from '../types'

export type { BootReport } from '../types'
export type { TraceEvent } from './trace/event'

/** How {@link toText} is to write. */
export interface TextOptions {
  /** How many columns a line may have. Integer ≥ 40. Default: 80. */
  readonly columns?: number | undefined
  /** Whether to colour it, by ANSI escape sequences. Default: false. */
  readonly colour?: boolean | undefined
}

/** What a file for Perfetto consists of. */
export interface TraceEvents {
  /** All that happened, in no order. */
  readonly traceEvents: readonly TraceEvent[]
}

const fewestColumns = 40

/**
 * A boot for a terminal: what is stuck, in words, the bars, and at the end the paths worth a warm-up.
 *
 * @param report - what `gate.report()` returns, or what `JSON.parse` makes of it
 * @throws TypeError when it is no report, or one of another version, or an option is of the wrong type
 * @throws RangeError when there are less than 40 columns
 * @example
 * gate.opened.then(() => console.log(toText(gate.report(), { columns: process.stdout.columns })))
 */
export function toText(report: BootReport, options: TextOptions = {}): string {
  const read = readReport(report)
  const { columns = 80, colour = false } = options
  const allowed = `an integer of at least ${String(fewestColumns)}`
  if (typeof columns !== 'number') throw invalidArgument(TypeError, 'columns', allowed, columns)
  if (!Number.isInteger(columns) || columns < fewestColumns) {
    throw invalidArgument(RangeError, 'columns', allowed, columns)
  }
  if (typeof colour !== 'boolean') throw invalidArgument(TypeError, 'colour', 'a boolean', colour)
  return renderText(read, { columns, colour })
}

/**
 * One HTML page that shows a boot: what it waits for, who asked for that, who waits behind whom, and where the
 * seconds went. It needs no script and asks for nothing else: it opens from disk, and under
 * `Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'`.
 *
 * @param report - what `gate.report()` returns, or what `JSON.parse` makes of it
 * @throws TypeError when it is no report, or one of another version
 * @example
 * app.get('/boot', (req, res) => res.type('html').send(toHtml(gate.report())))
 */
export function toHtml(report: BootReport): string {
  return renderPage(readReport(report))
}

/**
 * A boot in Chrome's trace event format, as `ui.perfetto.dev` and `chrome://tracing` open it. Times are
 * microseconds on the clock of `process.hrtime()`, as in the traces of Node itself.
 *
 * @param report - what `gate.report()` returns, or what `JSON.parse` makes of it
 * @throws TypeError when it is no report, or one of another version
 * @example
 * writeFileSync('boot.json', JSON.stringify(toTraceEvents(gate.report())))
 */
export function toTraceEvents(report: BootReport): TraceEvents {
  return { traceEvents: traceEventsOf(readReport(report)) }
}
