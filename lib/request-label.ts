import type { IncomingMessage } from 'node:http'
import { quotable } from './text'

const longestPath = 200
/** Over HTTP/2 a method can be any word. */
const longestMethod = 20

/** What people know a request by. */
export interface RequestName {
  readonly method: string
  readonly path: string
  /** Whether the path is as it was sent: it was neither cut nor escaped. */
  readonly isExact: boolean
}

/** Method and path of a request, as {@link nameRequest} gives them, in one. */
export function labelRequest(req: IncomingMessage): string {
  const { method, path } = nameRequest(req)
  return `${method} ${path}`
}

/**
 * Method and path of a request, for people to read. The query is left out, for it can hold secrets;
 * so is what an absolute URL has before its path.
 */
export function nameRequest(req: IncomingMessage): RequestName {
  // Under a mount path the frameworks rewrite `url`, and keep the whole in `originalUrl`.
  const { originalUrl } = req as IncomingMessage & { originalUrl?: unknown }
  const sent = textOf(typeof originalUrl === 'string' ? originalUrl : req.url)
    .replace(/[?#].*$/s, '')
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
  // A path has no spaces: what looks like one must not pass for the end of it.
  const path = quotable(sent.replaceAll(' ', '\\u0020'), longestPath)
  const method = quotable(textOf(req.method), longestMethod)
  return { method, path: path === '' ? '/' : path, isExact: path === sent }
}

/** A message that was made by hand can have anything there, or nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
