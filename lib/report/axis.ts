import { untilOf } from './boot'
import { duration } from '../text'
import type { BootReport } from '../types'

/** Where on the picture a time stands: one axis for all that is drawn. */
export interface Axis {
  /** From 0 to 1. */
  at(ms: number): number
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  /** Where time in which nothing happened is cut short, and how much of it there was. */
  readonly cuts: readonly { readonly at: number; readonly ms: number }[]
}

interface Piece {
  readonly start: number
  readonly end: number
  /** How much room it takes, in milliseconds of the rest. */
  readonly room: number
}

/** How much room time in which nothing happened takes at most, as a part of the rest. */
const mostIdle = 0.06
/** How much of the time before the gate is shown at most, in times of the rest. */
const mostBefore = 3
const leastMs = 20
const mostTicks = 8

export function createAxis(report: BootReport): Axis {
  const pieces = piecesOf(busyTimes(report))
  const room = pieces.reduce((sum, piece) => sum + piece.room, 0)
  const at = (ms: number): number => {
    let before = 0
    for (const piece of pieces) {
      if (ms < piece.end) {
        const part = (Math.max(ms, piece.start) - piece.start) / (piece.end - piece.start)
        return (before + part * piece.room) / room
      }
      before += piece.room
    }
    return 1
  }
  const isCut = ({ start, end, room: its }: Piece): boolean => its < end - start
  return {
    at,
    ticks: ticksOf(
      pieces.filter((piece) => !isCut(piece)),
      room,
      at,
    ),
    cuts: pieces.filter(isCut).map(({ start, end }) => ({
      at: (at(start) + at(end)) / 2,
      ms: end - start,
    })),
  }
}

/** The times in which something happened, in order, without overlaps. */
function busyTimes(report: BootReport): [start: number, end: number][] {
  const { phases, requests, imports, settledAt } = report
  const until = untilOf(report)
  const clip = (end: number | null): number => Math.min(end ?? until, until)
  const times: [number, number][] = [
    ...phases
      .filter(({ name }) => name !== 'listening' && name !== 'node')
      .map(({ start, end }): [number, number] => [start, clip(end)]),
    ...requests.map(({ arrived, ended }): [number, number] => [arrived, ended ?? until]),
    ...imports.map(({ start, end }): [number, number] => [start, clip(end)]),
    ...phases
      .filter(({ name, end }) => name === 'listening' && end !== null)
      .map(({ end }): [number, number] => [end ?? 0, end ?? 0]),
    [0, 0],
    ...(settledAt === null ? [] : [[settledAt, settledAt] as [number, number]]),
  ]
  const lasted = times.reduce((longest, [start, end]) => Math.max(longest, end - start), leastMs)
  const before = phases.find(({ name }) => name === 'node')?.start ?? 0
  times.push([Math.max(before, -mostBefore * Math.max(lasted, 1000)), 0])
  if (before < 0) times.push([before, before])
  if (settledAt === null) times.push([until, until])
  return merge(times)
}

function merge(times: [start: number, end: number][]): [start: number, end: number][] {
  const merged: [start: number, end: number][] = []
  for (const [start, end] of times.sort(([one], [other]) => one - other)) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

function piecesOf(busy: readonly [start: number, end: number][]): Piece[] {
  const busyMs = Math.max(
    leastMs,
    busy.reduce((sum, [start, end]) => sum + end - start, 0),
  )
  const pieces: Piece[] = []
  let last: number | undefined
  for (const [start, end] of busy) {
    if (last !== undefined) {
      pieces.push({ start: last, end: start, room: Math.min(start - last, mostIdle * busyMs) })
    }
    if (end > start) pieces.push({ start, end, room: end - start })
    last = end
  }
  if (pieces.length > 0) return pieces
  return [{ start: last ?? 0, end: (last ?? 0) + leastMs, room: leastMs }]
}

function ticksOf(
  pieces: readonly Piece[],
  room: number,
  at: (ms: number) => number,
): { at: number; label: string }[] {
  const step = stepFor(room / mostTicks)
  const ticks: { at: number; label: string }[] = []
  for (const { start, end } of pieces) {
    for (let ms = Math.ceil(start / step) * step; ms <= end; ms += step) {
      const tick = { at: at(ms), label: labelOf(ms) }
      if (tick.at - (ticks.at(-1)?.at ?? -1) > 0.5 / mostTicks) ticks.push(tick)
    }
  }
  return ticks
}

/** The next of 1, 2, 5, 10, 20, 50, … */
function stepFor(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return power * ([1, 2, 5].find((times) => times * power >= least) ?? 10)
}

function labelOf(ms: number): string {
  return ms < 0 ? `-${duration(-ms)}` : duration(ms)
}
