import { shortName } from '../boot'
import { duration, quotable } from '../../text'
import type { ReportedImport, ReportedRequest, ReportedStuck } from '../../types'

const longestName = 100

/** A name that came from outside, as part of a sentence. */
export function quote(name: string): string {
  return `\`${quotable(name, longestName)}\``
}

/** A request in a sentence: its number tells it from others of the same path. */
export function nameRequest({ id, label }: Pick<ReportedRequest, 'id' | 'label'>): string {
  return `${quote(label)} (#${String(id)})`
}

/** An import or tracked work in a sentence. */
export function nameWork({ kind, label }: Pick<ReportedImport, 'kind' | 'label'>): string {
  return kind === 'import' ? quote(`import('${label}')`) : `tracked work ${quote(label)}`
}

export function nameModule(url: string): string {
  return quote(shortName(url))
}

/** `4 requests`, `1 request`. */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`
}

/** Names in a sentence, and how many more there are. */
export function list(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most)
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${String(more)} more` : shown.join(', ')
}

/** What is stuck, in words. */
export function tellStuck({ kind, label, parentURL, request, ageMs }: ReportedStuck): string {
  const lasted = duration(ageMs)
  switch (kind) {
    case 'waitFor':
      return `\`waitFor\`: not fulfilled after ${lasted}.`
    case 'request':
      return `${quote(label)} (#${String(request)}): inside for ${lasted}.`
    case 'held':
      return `${quote(label)} (#${String(request)}): held for ${lasted}, by nobody inside. A shared lock, or an import of no request?`
    case 'work':
    case 'import': {
      const by = parentURL === null ? '' : `, asked for by ${nameModule(parentURL)}`
      return `${nameWork({ kind, label })}${by}: not settled after ${lasted}.`
    }
  }
}
