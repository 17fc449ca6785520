import { duration } from '../../text'
import type { BootReport } from '../../types'

export interface Headline {
  readonly text: string
  readonly tone: 'good' | 'waiting' | 'bad'
}

/** How the boot stands, in a sentence. */
export function headlineOf(report: BootReport): Headline {
  const { state, reason, bootMs, requests, settledAt, stuck, takenAt } = report
  const first = requests[0]?.arrived
  const since = (at: number): string =>
    first === undefined ? '' : ` ${duration(at - first)} after the first request`
  switch (state) {
    case 'open': {
      if (reason === 'boot-timeout') {
        return { tone: 'bad', text: `The gate gave up after ${duration(bootMs ?? 0)}, and opened.` }
      }
      return {
        tone: 'good',
        text: `The gate opened${since(settledAt ?? 0)}${how[reason ?? ''] ?? ''}.`,
      }
    }
    case 'failed': {
      const why = reason === 'boot-failed' ? '`waitFor` was rejected' : 'the boot was stuck'
      return { tone: 'bad', text: `The gate failed${since(settledAt ?? 0)}: ${why}.` }
    }
    case 'stopped':
      return { tone: 'waiting', text: `The gate was stopped${since(settledAt ?? 0)}.` }
    case 'closed': {
      const tone = stuck.length > 0 ? 'bad' : 'waiting'
      if (first === undefined) {
        return { tone, text: 'The gate is closed, and no request has come yet.' }
      }
      const status = stuck.length > 0 ? 'stuck' : 'closed'
      return { tone, text: `The gate is ${status},${since(takenAt)}.` }
    }
  }
}

const how: Readonly<Record<string, string>> = {
  'warmed-up': ', by its warm-up',
  idle: ': a quiet service',
  manual: ', by hand',
}
