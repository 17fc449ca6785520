const heads = ['without the gate', 'with the gate']

/** The two runs side by side, as text. */
export function renderTable(ungated, gated, style) {
  const rows = [
    row('answered', (run) => verdict(run.answered, run.answered === run.clients)),
    row('failed', (run) => verdict(run.failed, run.failed === 0)),
    row('never answered', (run) => verdict(run.unanswered, run.unanswered === 0)),
    row('initialisations run', (run) => verdict(run.poolsOpened, run.poolsOpened === 1)),
    row('p50 of all waits', (run) => cell(seconds(run.p50Ms))),
    row('p99 of all waits', (run) => verdict(seconds(run.p99Ms), Number.isFinite(run.p99Ms))),
    row('time until all were served', (run) =>
      verdict(seconds(run.lastMs), Number.isFinite(run.lastMs)),
    ),
    row('peak memory', (run) => cell(`${Math.round(run.peakMemoryBytes / 2 ** 20)} MB`)),
  ]
  const nameWidth = Math.max(...rows.map(({ name }) => name.length))
  const [left, right] = heads.map((head) => head.length)
  const line = (name, one, other) => `  ${name.padEnd(nameWidth)}  ${one}   ${other}`
  return [
    style.bold(line('', ...heads)),
    style.dim(line('─'.repeat(nameWidth), '─'.repeat(left), '─'.repeat(right))),
    ...rows.map(({ name, of }) =>
      line(name, paint(of(ungated), left, style), paint(of(gated), right, style)),
    ),
  ].join('\n')
}

/** Milliseconds as people read them; what has no end is `never`. */
export function seconds(ms) {
  return Number.isFinite(ms) ? `${(ms / 1000).toFixed(2)} s` : 'never'
}

function row(name, of) {
  return { name, of }
}

function cell(value) {
  return { text: String(value), colour: undefined }
}

function verdict(value, isGood) {
  return { text: String(value), colour: isGood ? 'green' : 'red' }
}

function paint({ text, colour }, width, style) {
  const padded = text.padStart(width)
  return colour === undefined ? padded : style[colour](padded)
}
