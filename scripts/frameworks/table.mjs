const seconds = (ms) => (ms === undefined ? '' : (ms / 1000).toFixed(1))
const whole = (ms) => (ms === undefined ? '' : String(Math.round(ms)))

const columns = [
  ['framework', ({ name }) => name],
  ['version', ({ version }) => version ?? ''],
  ['install s', ({ installMs }) => seconds(installMs)],
  ['build s', ({ buildMs }) => seconds(buildMs)],
  ['pools without', ({ open }) => whole(open?.pools)],
  ['with', ({ gated }) => whole(gated?.pools)],
  ['served ms without', ({ open }) => whole(open?.ms)],
  ['with', ({ gated }) => whole(gated?.ms)],
  ['reason', ({ gated }) => gated?.boot.reason ?? ''],
  ['imports settled', ({ gated }) => importsOf(gated)],
  ['', ({ faults }) => (faults.length > 0 ? 'FAILED' : 'ok')],
]

function importsOf(gated) {
  if (gated === undefined) return ''
  const { settled, failed } = gated.boot.imports
  return failed > 0 ? `${settled}, ${failed} failed` : String(settled)
}

/** The results of all frameworks, for people: a table in Markdown. */
export function toTable(results) {
  const rows = [
    columns.map(([head]) => head),
    ...results.map((result) => columns.map(([, cell]) => cell(result))),
  ]
  const widths = columns.map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)))
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`
  const [head, ...body] = rows
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}
