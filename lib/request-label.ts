import type { IncomingMessage } from 'node:http'
import { shorten } from './options/describe'

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
  const url = typeof originalUrl === 'string' ? originalUrl : (req.url ?? '')
  const path = url
    .replace(/[?#].*$/s, '')
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
    // What a terminal could take for a command.
    .replace(/[^\x21-\x7e]/g, '?')
  const method = shorten(req.method ?? '', longestMethod)
  return `${method} ${path === '' ? '/' : shorten(path, longestPath)}`
}
