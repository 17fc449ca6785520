import type { IncomingMessage } from 'node:http'
import { quotable } from './text'

const longestPath = 200
/** Over HTTP/2 a method can be any word. */
const longestMethod = 20

/**
 * Method and path of a request, for people to read. The query is left out, for it can hold secrets;
 * so is what an absolute URL has before its path.
 */
export function labelRequest(req: IncomingMessage): string {
  // Under a mount path the frameworks rewrite `url`, and keep the whole in `originalUrl`.
  const { originalUrl } = req as IncomingMessage & { originalUrl?: unknown }
  const path = textOf(typeof originalUrl === 'string' ? originalUrl : req.url)
    .replace(/[?#].*$/s, '')
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
    // A path has no spaces: what looks like one must not pass for the end of it.
    .replaceAll(' ', '\\u0020')
  const method = quotable(textOf(req.method), longestMethod)
  return `${method} ${path === '' ? '/' : quotable(path, longestPath)}`
}

/** A message that was made by hand can have anything there, or nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
