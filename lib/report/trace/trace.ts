import type { TraceEvent } from './event'
import type { Placed } from './lanes'
import { printable } from '../../text'
import type { BootReport } from '../../types'

/** Where the threads of a kind begin: what never overlaps shares one. */
export const threads = { gate: 1, loop: 2, inside: 100, imports: 1000 }

/** Collects events of one process. */
export class Trace {
  readonly events: TraceEvent[] = []
  readonly #pid: number
  readonly #originMs: number

  constructor({ pid, hrtimeMs }: BootReport) {
    this.#pid = pid
    this.#originMs = hrtimeMs
    this.#name('process_name', 'bootstrap-gate', threads.gate)
    this.#name('thread_name', 'gate', threads.gate)
    this.#name('thread_name', 'event loop', threads.loop)
  }

  add(ph: TraceEvent['ph'], name: string, ms: number, more: Partial<TraceEvent>): void {
    const common = { pid: this.#pid, tid: threads.gate }
    this.events.push({ ...common, ph, name: printable(name), ts: this.#ts(ms), ...more })
  }

  /** An asynchronous span; those of one id are within each other. */
  span(
    id: string,
    name: string,
    start: number,
    end: number,
    args: TraceEvent['args'] = {},
    within?: () => void,
  ): void {
    const cat = id.replace(/ .*/, '')
    this.add('b', name, start, { cat, id, args })
    within?.()
    this.add('e', name, end, { cat, id })
  }

  slice(tid: number, name: string, start: number, end: number, args: TraceEvent['args']): void {
    this.add('X', name, start, {
      tid,
      cat: 'boot',
      dur: this.#ts(end) - this.#ts(start),
      args: args ?? {},
    })
  }

  nameThreads(first: number, name: string, placed: readonly Placed<unknown>[]): void {
    for (let lane = 0; lane <= Math.max(-1, ...placed.map((one) => one.lane)); lane++) {
      this.#name('thread_name', lane === 0 ? name : `${name} ${String(lane + 1)}`, first + lane)
    }
  }

  #name(what: string, text: string, tid: number): void {
    this.events.push({ pid: this.#pid, tid, ph: 'M', name: what, args: { name: text } })
  }

  #ts(ms: number): number {
    return Math.round((this.#originMs + ms) * 1000)
  }
}
