const barWidth = 40
const marks = { held: '░', inside: '█', opened: '│' }

/** The first requests of the gated run as bars, one line each, over the time until all were done. */
export function renderTimeline({ requests, openedMs, enteredOnOpening }, style) {
  const endMs = Math.max(openedMs ?? 0, ...requests.map(({ doneMs }) => doneMs ?? 0), 1)
  const columnAt = (ms) => Math.min(Math.round((ms / endMs) * barWidth), barWidth)
  const names = requests.map(({ method, path }) => `${method} ${path}`)
  const nameWidth = Math.max(...names.map((name) => name.length))
  const lines = requests.map((request, index) => {
    const bar = renderBar(request, columnAt, style)
    return `  ${names[index].padEnd(nameWidth)}  ${bar}  ${renderEnd(request)}`
  })
  return [
    `  ${''.padEnd(nameWidth)}  ${style.dim(marks.held)} held  ${style.cyan(marks.inside)} in the app`,
    ...lines,
    renderOpening(openedMs, enteredOnOpening, nameWidth, columnAt, style),
  ].join('\n')
}

function renderBar({ arrivedMs, enteredMs, doneMs }, columnAt, style) {
  const entered = enteredMs === null ? barWidth : Math.min(columnAt(enteredMs), barWidth - 1)
  const arrived = Math.min(columnAt(arrivedMs), entered)
  // However short its time in the app was, it was there.
  const done = enteredMs === null ? barWidth : Math.max(columnAt(doneMs ?? Infinity), entered + 1)
  return [
    ' '.repeat(arrived),
    style.dim(marks.held.repeat(entered - arrived)),
    style.cyan(marks.inside.repeat(done - entered)),
    ' '.repeat(barWidth - done),
  ].join('')
}

function renderEnd({ doneMs, stays }) {
  if (doneMs !== null) return `done at ${Math.round(doneMs)} ms`
  return stays ? 'stays open' : 'not done'
}

function renderOpening(openedMs, enteredOnOpening, nameWidth, columnAt, style) {
  if (openedMs === null) return style.red('  the gate has not opened')
  const column = Math.min(columnAt(openedMs), barWidth - 1)
  const text = `  ${''.padEnd(nameWidth)}  ${' '.repeat(column)}${marks.opened}\n  `
  const others =
    enteredOnOpening === 0 ? 'nobody was held any more' : `${enteredOnOpening} more went in at once`
  const all = `the gate opened at ${Math.round(openedMs)} ms: ${others}`
  return text + style.green(all)
}
