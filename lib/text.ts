export function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 3)}...` : text
}

/**
 * A text as visible ASCII: what comes from a client or a module's name must not break a line, command
 * a terminal or turn the direction of the text. All else is escaped as in JSON.
 */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, escapeUnit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A text as people read it in a warning: printable, and not too long. */
export function quotable(text: string, longest: number): string {
  return shorten(printable(text.slice(0, longest + 1)), longest)
}

/** A time for people to read. */
export function duration(ms: number): string {
  return ms < 1000 ? `${String(Math.round(ms))} ms` : `${String(Math.round(ms / 100) / 10)} s`
}
