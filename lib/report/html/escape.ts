import { quotable } from '../../text'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text from outside, for an element or an attribute: visible ASCII, and no markup. */
export function escapeName(text: string, longest = 512): string {
  return escapeOwn(quotable(text, longest))
}

/** A text of the package's own, in which names from outside are printable already. What is in backticks becomes code, and a number of a request leads to its row. */
export function escapeSentence(text: string): string {
  return escapeOwn(text)
    .replace(/`([^`]*)`/g, '<code>$1</code>')
    .replace(/\(#(\d+)\)/g, '<a href="#r$1">#$1</a>')
}

function escapeOwn(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A part of the whole, for a style: with so many digits as a screen can show. */
export function percent(part: number): string {
  return `${String(Math.round(Math.min(Math.max(part, 0), 1) * 1e5) / 1e3)}%`
}
