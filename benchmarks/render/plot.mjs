const width = 720
const height = 400
const edges = { left: 70, right: 190, top: 40, bottom: 50 }
const colours = ['#0969da', '#57606a', '#bc4c00', '#8250df', '#1a7f37', '#cf222e']

/**
 * Lines over two logarithmic axes, as SVG.
 *
 * @param series - `[{ name, points: [[x, y], …] }]`
 */
export function linePlot({ title, xLabel, yLabel, series }) {
  const all = series.flatMap(({ points }) => points)
  const x = axis(all.map(([value]) => value))
  const y = axis(all.map(([, value]) => value))
  const right = width - edges.right
  const bottom = height - edges.bottom
  const toX = (value) => edges.left + x.share(value) * (right - edges.left)
  const toY = (value) => bottom - y.share(value) * (bottom - edges.top)
  return svg(title, [
    ...y.ticks.flatMap((tick) => [
      `<line x1="${edges.left}" x2="${right}" y1="${toY(tick)}" y2="${toY(tick)}" stroke="#d0d7de"/>`,
      text(edges.left - 8, toY(tick) + 4, tick.toLocaleString('en-US'), 'end'),
    ]),
    ...x.ticks.map((tick) => text(toX(tick), bottom + 20, tick.toLocaleString('en-US'), 'middle')),
    text((edges.left + right) / 2, height - 10, xLabel, 'middle'),
    text(edges.left, edges.top - 10, yLabel, 'start'),
    ...spreadLabels(series, toY).flatMap(({ name, points, labelY }, index) => {
      const colour = colours[index % colours.length]
      const path = points
        .map((point) => `${round(toX(point[0]))},${round(toY(point[1]))}`)
        .join(' ')
      return [
        `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        text(right + 10, labelY, name, 'start', colour),
      ]
    }),
  ])
}

/** Bars side by side, as SVG. `bars`: `[{ name, value }]`. */
export function barPlot({ title, unit, bars }) {
  const rowHeight = 30
  const left = 340
  const longest = Math.max(...bars.map(({ value }) => value))
  const scale = (width - left - 90) / longest
  const rows = bars.flatMap(({ name, value }, index) => {
    const top = 50 + index * rowHeight
    const length = round(value * scale)
    return [
      text(left - 10, top + 15, name, 'end'),
      `<rect x="${left}" y="${top}" width="${length}" height="20" fill="${colours[0]}"/>`,
      text(left + length + 8, top + 15, `${Math.round(value)} ${unit}`, 'start'),
    ]
  })
  return svg(title, rows, 70 + bars.length * rowHeight)
}

function axis(values) {
  const least = Math.floor(Math.log10(Math.min(...values)))
  const most = Math.max(Math.ceil(Math.log10(Math.max(...values))), least + 1)
  return {
    share: (value) => (Math.log10(value) - least) / (most - least),
    ticks: Array.from({ length: most - least + 1 }, (_, index) => 10 ** (least + index)),
  }
}

/** Puts the names at the ends of their lines, but never one upon another. */
function spreadLabels(series, toY) {
  const lineHeight = 16
  let lowest = -Infinity
  const placed = series
    .map((one) => ({ ...one, labelY: toY(one.points.at(-1)[1]) + 4 }))
    .sort((one, other) => one.labelY - other.labelY)
  for (const one of placed) {
    one.labelY = Math.max(one.labelY, lowest + lineHeight)
    lowest = one.labelY
  }
  return series.map(({ name }) => placed.find((one) => one.name === name))
}

function svg(title, content, tall = height) {
  const size = `viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="sans-serif" font-size="13">`,
    `<title>${escape(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(width / 2, 18, title, 'middle'),
    ...content,
    '</svg>\n',
  ].join('\n')
}

function text(x, y, content, anchor, colour = '#1f2328') {
  const place = `x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"`
  return `<text ${place} fill="${colour}">${escape(content)}</text>`
}

function escape(content) {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function round(value) {
  return Math.round(value * 10) / 10
}
