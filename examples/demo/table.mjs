/**
 * Runs side by side, as text.
 *
 * @param runs - by what stands above them
 */
export function renderTable(rows, runs, style) {
  const heads = Object.keys(runs)
  const nameWidth = Math.max(...rows.map(({ name }) => name.length))
  const line = (name, cells) => `  ${[name.padEnd(nameWidth), cells.join('   ')].join('  ')}`
  return [
    style.bold(line('', heads)),
    style.dim(
      line(
        '─'.repeat(nameWidth),
        heads.map(({ length }) => '─'.repeat(length)),
      ),
    ),
    ...rows.map(({ name, of }) =>
      line(
        name,
        heads.map((head) => paint(of(runs[head]), head.length, style)),
      ),
    ),
  ].join('\n')
}

function paint({ text, colour }, width, style) {
  const padded = text.padStart(width)
  return colour === undefined ? padded : style[colour](padded)
}
