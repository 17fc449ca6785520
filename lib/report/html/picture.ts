import { createAxis, type Axis } from '../axis'
import { renderCurve } from './curve'
import { escapeName, percent } from './escape'
import type { Bar, Row, RowGroup } from '../rows/row'
import { rowsOf } from '../rows/rows'
import { duration } from '../../text'
import type { BootReport } from '../../types'

/** How much of the scale is kept free for the last label. */
const lastRoom = 0.1
/** The same for a mark where time is cut short. */
const cutRoom = 0.03

const legend: readonly (readonly [Bar['kind'], string])[] = [
  ['phase', 'before and after'],
  ['held', 'held at the gate'],
  ['inside', 'in the app, with the slot'],
  ['nested', 'asked for from inside'],
  ['streamed', 'streams'],
  ['gaveWay', 'gave way'],
  ['timedOut', 'slot lost'],
  ['loading', 'import or work'],
  ['failed', 'failed'],
  ['blocked', 'loop blocked'],
]

/** All that has happened, on one time axis. */
export function renderPicture(report: BootReport): string {
  const axis = createAxis(report)
  const groups = rowsOf(report)
  return `<div class="picture">
<style>${guides(report, axis)}</style>
<div class="row axis" aria-hidden="true"><span></span><div class="t scale">${renderScale(report, axis)}</div><span></span></div>
${renderCurve(report, axis)}
${groups.map((group) => renderGroup(group, axis)).join('\n')}
</div>
<ul class="legend">${renderLegend(groups)}${renderCuts(axis)}</ul>`
}

/** A hairline for each tick, and a line where the gate settled. */
function guides({ settledAt }: BootReport, axis: Axis): string {
  const lines = axis.ticks.map(({ at }) => ({ at, colour: 'tick', width: 1 }))
  if (settledAt !== null) lines.unshift({ at: axis.at(settledAt), colour: 'settled', width: 2 })
  const each = (part: (line: (typeof lines)[number]) => string): string => lines.map(part).join(',')
  return lines.length === 0
    ? ''
    : `.t{background-repeat:no-repeat;background-image:${each(({ colour }) => `linear-gradient(var(--${colour}),var(--${colour}))`)};background-position:${each(({ at }) => `${percent(at)} 0`)};background-size:${each(({ width }) => `${String(width)}px 100%`)}}`
}

function renderScale({ settledAt, state }: BootReport, axis: Axis): string {
  // What stands last needs its room: a word where the gate settled, else the tick itself.
  const end = settledAt === null ? 1 : axis.at(settledAt)
  const isCut = (at: number): boolean =>
    axis.cuts.some((cut) => at < cut.at + cutRoom && at > cut.at - lastRoom)
  const ticks = axis.ticks
    .filter(({ at }) => at < end - lastRoom && !isCut(at))
    .map(
      ({ at, label }, index) =>
        `<i class="${index % 2 === 0 ? 'even' : 'odd'}" style="left:${percent(at)}">${label}</i>`,
    )
  const cuts = axis.cuts.map(({ at }) => `<b style="left:${percent(at)}">//</b>`)
  const settled =
    settledAt === null
      ? ''
      : `<em style="right:${percent(1 - axis.at(settledAt))}">${state === 'open' ? 'opened' : state}</em>`
  return [...ticks, ...cuts, settled].join('')
}

function renderGroup({ summary, rows }: RowGroup, axis: Axis): string {
  const lines = rows.map((row) => renderRow(row, axis)).join('\n')
  if (summary === undefined) return lines
  return `<details><summary>${renderRow(summary, axis)}</summary>
${lines}
</details>`
}

function renderRow(row: Row, axis: Axis): string {
  const { id, kind, depth, number, label, bars, told, how, isStuck } = row
  const classes = ['row', kind, ...(isStuck ? ['stuck'] : [])].join(' ')
  const name = escapeName(label)
  const numbered = number === undefined ? name : `<small>#${String(number)}</small> ${name}`
  const indent = depth === 0 ? '' : ` style="--depth:${String(Math.min(depth, 6))}"`
  const ended = how === '' ? '' : ` <small>${escapeName(how)}</small>`
  return `<div class="${classes}" id="${id}"><span class="name"${indent} title="${name}">${numbered}</span><div class="t" aria-hidden="true">${bars.map((bar) => renderBar(bar, axis)).join('')}</div><span class="told">${told}${ended}</span></div>`
}

function renderBar({ kind, start, end, goesOn }: Bar, axis: Axis): string {
  const from = axis.at(start)
  const classes = goesOn ? `${kind} on` : kind
  const title = `${duration(end - start)} ${titles[kind]}`
  return `<i class="${classes}" style="left:${percent(from)};width:${percent(axis.at(end) - from)}" title="${title}"></i>`
}

const titles: Readonly<Record<Bar['kind'], string>> = {
  phase: '',
  blocked: 'blocked',
  held: 'held',
  inside: 'inside',
  nested: 'inside, asked for from inside',
  streamed: 'streaming',
  gaveWay: 'inside, after it gave way',
  timedOut: 'inside, without its slot',
  loading: 'loading',
  failed: 'loading, then failed',
}

/** Only what can be seen. */
function renderLegend(groups: readonly RowGroup[]): string {
  const kinds = new Set(
    groups.flatMap(({ rows }) => rows.flatMap(({ bars }) => bars)).map(({ kind }) => kind),
  )
  return legend
    .filter(([kind]) => kinds.has(kind))
    .map(([kind, meaning]) => `<li><i class="${kind}"></i>${meaning}</li>`)
    .join('')
}

function renderCuts({ cuts }: Axis): string {
  const ms = cuts.reduce((sum, cut) => sum + cut.ms, 0)
  return ms === 0 ? '' : `<li><b>//</b> cut short: ${duration(ms)} in which nothing happened</li>`
}
