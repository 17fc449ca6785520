import { answersOf } from '../answers/answers'
import { headlineOf } from '../answers/headline'
import { createAxis, type Axis } from '../axis'
import { drawBars, looks } from './bars'
import { drawLine } from './line'
import { createPaint, type Colour, type Paint } from './paint'
import type { Row } from '../rows/row'
import { rowsOf } from '../rows/rows'
import { duration, quotable } from '../../text'
import type { BootReport } from '../../types'

export interface Settings {
  readonly columns: number
  readonly colour: boolean
}

interface Widths {
  readonly name: number
  readonly bars: number
  readonly told: number
}

const tones = { good: 'green', waiting: 'yellow', bad: 'red' } as const satisfies Record<
  string,
  Colour
>

/** The boot as lines for a terminal. */
export function renderText(report: BootReport, { columns, colour }: Settings): string {
  const paint = createPaint(colour)
  const { text, tone } = headlineOf(report)
  const lines = [
    ...wrap(text, columns).map((line) => paint(line, tones[tone])),
    ...(tone === 'good' ? [] : renderAnswers(report, columns, paint)),
    '',
    ...renderBars(report, columns, paint),
    '',
    ...renderWarmUp(report, columns),
  ]
  return `${lines.join('\n')}\n`
}

/** What is wrong, or not there yet, in words. */
function renderAnswers(report: BootReport, columns: number, paint: Paint): string[] {
  return answersOf(report).flatMap(({ question, sentences }) =>
    sentences.length === 0
      ? []
      : [
          '',
          paint(question, 'bold'),
          ...sentences.flatMap((sentence) =>
            wrap(sentence, columns - 2).map((line) => `  ${line}`),
          ),
        ],
  )
}

function renderBars(report: BootReport, columns: number, paint: Paint): string[] {
  const groups = rowsOf(report)
  const rows = groups.flatMap(({ summary, rows: all }) => (summary === undefined ? all : [summary]))
  const axis = createAxis(report)
  const widths = measure(rows, columns)
  const curve = drawLine(report, axis, widths.bars)
  const blank = ' '.repeat(widths.name)
  const kinds = new Set(rows.flatMap(({ bars }) => bars.map(({ kind }) => kind)))
  const legend = Object.entries(looks)
    .filter(([kind]) => kinds.has(kind as keyof typeof looks))
    .map(([, { mark, colour, meaning }]) => ({ mark, colour, meaning }))
  return [
    ...wrapLegend(legend, columns, paint),
    `${blank}  ${paint(drawScale(axis, widths.bars), 'dim')}`.trimEnd(),
    ...(curve.most === 0
      ? []
      : [
          join(
            'the line at the gate',
            paint(curve.text, 'dim'),
            `${String(curve.most)} at most`,
            widths,
            (it) => paint(it, 'dim'),
          ),
        ]),
    ...rows.map((row) => renderRow(row, axis, widths, paint)),
    ...renderSettled(report, axis, widths, paint),
  ]
}

function measure(rows: readonly Row[], columns: number): Widths {
  const longestTold = Math.max(...rows.map((row) => toldOf(row).length), 'at most'.length + 4)
  const told = Math.min(longestTold, Math.floor(columns * 0.4))
  const longest = Math.max(...rows.map((row) => nameOf(row).length), 'the line at the gate'.length)
  const name = Math.min(longest, Math.floor(columns * 0.34))
  // Two columns between two parts.
  return { name, bars: columns - name - told - 4, told }
}

function renderRow(row: Row, axis: Axis, widths: Widths, paint: Paint): string {
  const bars = drawBars(row.bars, axis, widths.bars, paint)
  const isAside = row.kind !== 'request'
  const look = (name: string): string =>
    row.isStuck ? paint(name, 'red') : isAside ? paint(name, 'dim') : name
  return join(nameOf(row), bars, toldOf(row), widths, look)
}

function join(
  name: string,
  bars: string,
  told: string,
  widths: Widths,
  look: (name: string) => string,
): string {
  const [left, right] = [quotable(name, widths.name), quotable(told, widths.told)]
  return `${look(left.padEnd(widths.name))}  ${bars}  ${right}`.trimEnd()
}

function nameOf({ label, depth, number }: Row): string {
  const indent = '  '.repeat(Math.min(depth, 5))
  return `${indent}${number === undefined ? '' : `#${String(number)} `}${label}`
}

function toldOf({ told, how }: Row): string {
  return how === '' ? told : `${told} ${how}`
}

function drawScale({ ticks }: Axis, columns: number): string {
  let scale = ''
  for (const { at, label } of ticks) {
    const column = Math.floor(at * columns)
    const isRoom =
      column >= scale.length + (scale === '' ? 0 : 2) && column + label.length <= columns
    if (isRoom) scale = scale.padEnd(column) + label
  }
  return scale
}

function renderSettled(report: BootReport, axis: Axis, widths: Widths, paint: Paint): string[] {
  const { settledAt, state } = report
  if (settledAt === null) return []
  const column = Math.min(Math.round(axis.at(settledAt) * widths.bars), widths.bars - 1)
  const said = `${state === 'open' ? 'opened' : state} at ${duration(settledAt)}`
  const before = widths.name + 2 + column
  const line =
    said.length + 1 < before ? `${said} │`.padStart(before + 1) : `${' '.repeat(before)}│ ${said}`
  return [paint(line, state === 'failed' ? 'red' : 'green')]
}

function renderWarmUp({ warmUp }: BootReport, columns: number): string[] {
  if (warmUp.length === 0) return ['Worth warming up: nothing.']
  return ['Worth warming up:', ...warmUp.map((path) => `  ${quotable(path, columns - 2)}`)]
}

function wrapLegend(
  items: readonly { mark: string; colour: Colour; meaning: string }[],
  columns: number,
  paint: Paint,
): string[] {
  const lines: { text: string; length: number }[] = []
  for (const { mark, colour, meaning } of items) {
    const length = meaning.length + 2
    const last = lines.at(-1)
    const text = `${paint(mark, colour)} ${meaning}`
    if (last !== undefined && last.length + 3 + length <= columns) {
      last.text += `   ${text}`
      last.length += 3 + length
    } else lines.push({ text, length })
  }
  return lines.map(({ text }) => text)
}

/** Lines that are not longer than that, if their words are not. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(...cut(word, columns))
  }
  return lines
}

function cut(word: string, columns: number): string[] {
  return word.match(new RegExp(`.{1,${String(columns)}}`, 'g')) ?? ['']
}
