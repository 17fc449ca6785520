const column = 8.4
const row = 19
const margin = 22
const titleBar = 38
const escape = '\u001b['
const classes = {
  ...{
    1: 'bold',
    2: 'dim',
    31: 'red',
    32: 'green',
    33: 'yellow',
    34: 'blue',
    35: 'magenta',
    36: 'cyan',
  },
}
const heights = '▁▂▃▄▅▆▇█'

/** Shapes of one kind, or words: two spaces part words that stand alone. */
const pieces = /([█░▒▓─━▁-▇])\1*|│|[^\s█░▒▓─━▁-▇│]+(?: [^\s█░▒▓─━▁-▇│]+)*/g

const style = `
  text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace }
  .window { fill: #0d1117; stroke: #484f58 }
  .plain { fill: #e6edf3 } .bold { fill: #fff; font-weight: 600 } .dim { fill: #8b949e }
  .red { fill: #ff7b72 } .green { fill: #56d364 } .cyan { fill: #39c5cf } .yellow { fill: #e3b341 }
  .blue { fill: #79c0ff } .magenta { fill: #d2a8ff } .shade { opacity: 0.45 }`

/**
 * A terminal window as SVG, that shows a text with its colours. Lines and blocks are drawn, and
 * words are fitted to their columns, so that it looks the same in every font.
 */
export function renderTerminal(text, title) {
  const lines = readLines(text)
  const columns = Math.max(...lines.map((pieces) => pieces.at(-1)?.end ?? 0))
  const width = Math.ceil(2 * margin + columns * column)
  const height = titleBar + margin + lines.length * row
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${style}\n</style>`,
    `<rect class="window" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...['red', 'dim', 'green'].map(
      (name, n) => `<circle class="${name}" cx="${margin + n * 20}" cy="20" r="6"/>`,
    ),
    ...lines.flatMap((pieces, n) => pieces.map((piece) => draw(piece, titleBar + n * row))),
    '</svg>\n',
  ].join('\n')
}

/** The words and shapes of each line, in columns. A colour lasts until the next one. */
function readLines(text) {
  let name = 'plain'
  return text.split('\n').map((line) => {
    let at = 0
    return line.split(escape).flatMap((part, n) => {
      const code = n === 0 ? undefined : parseInt(part)
      if (code !== undefined) name = classes[code] ?? 'plain'
      const visible = n === 0 ? part : part.slice(part.indexOf('m') + 1)
      const begin = at
      at += visible.length
      return [...visible.matchAll(pieces)].map(({ 0: content, index }) => ({
        content,
        name,
        begin: begin + index,
        end: begin + index + content.length,
      }))
    })
  })
}

function draw({ content, name, begin, end }, top) {
  const x = round(margin + begin * column)
  const width = round((end - begin) * column)
  const rect = (shape, y, w, h, left = x) =>
    `<rect class="${shape}" x="${round(left)}" y="${y}" width="${w}" height="${h}"/>`
  const height = (heights.indexOf(content[0]) + 1) / heights.length
  if (height > 0) return rect(name, top + 3 + (row - 5) * (1 - height), width, (row - 5) * height)
  switch (content[0]) {
    case '░':
    case '▒':
    case '▓':
      return rect(`${name} shade`, top + 3, width, row - 5)
    case '─':
      return rect(name, top + 9, width, 1)
    case '━':
      return rect(name, top + 8, width, 3)
    case '│':
      return rect(name, top, 1, row, x + column / 2)
    default:
      return `<text class="${name}" x="${x}" y="${top + 14}" textLength="${width}" lengthAdjust="spacingAndGlyphs">${escapeXml(content)}</text>`
  }
}

function round(value) {
  return Math.round(value * 10) / 10
}

function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
