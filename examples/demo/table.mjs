const heads = ['without the gate', 'with the gate']

/** The two runs side by side, as text. */
export function renderTable(rows, ungated, gated, style) {
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

function paint({ text, colour }, width, style) {
  const padded = text.padStart(width)
  return colour === undefined ? padded : style[colour](padded)
}
