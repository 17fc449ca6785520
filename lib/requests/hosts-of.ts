import { headerOf } from '../header-of'
import type { IncomingMessage } from 'node:http'

/** The addresses by which a client, and the proxies before it, have found this server; in lower case. */
export function hostsOf(req: IncomingMessage): readonly string[] {
  const forwarded = headerOf(req, 'x-forwarded-host')?.split(',', 8) ?? []
  const host = headerOf(req, 'host') ?? headerOf(req, ':authority')
  const all = host === undefined ? forwarded : [host, ...forwarded]
  return all.map((name) => name.trim().toLowerCase())
}
