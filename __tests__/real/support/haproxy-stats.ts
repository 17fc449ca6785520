import { once } from 'node:events'
import { existsSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import type { Proxy } from './proxy'

/** Has HAProxy tell its state over a socket. */
export const withStats = (config: string): string =>
  config.replace('global\n', 'global\n  stats socket unix@stats.sock\n')

/** What HAProxy says of the servers of `reads`, by their names. */
export async function haproxyStats(proxy: Proxy): Promise<Map<string, Record<string, string>>> {
  const file = path.join(proxy.folder, 'stats.sock')
  // HAProxy puts it there after it has begun to listen.
  while (!existsSync(file)) await delay(5)
  const socket = net.connect(file)
  await once(socket, 'connect')
  socket.write('show stat\n')
  const [head = '', ...lines] = (await text(socket)).replace('# ', '').split('\n')
  const names = head.split(',')
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(',').map((value, index) => [names[index] ?? '', value])),
  )
  return new Map(
    rows.filter((row) => row['pxname'] === 'reads').map((row) => [row['svname'] ?? '', row]),
  )
}

/** Fulfils when HAProxy says so of a server, with all that it says then. */
export async function untilServer(
  proxy: Proxy,
  server: 'one' | 'two',
  is: (row: Readonly<Record<string, string>>) => boolean,
): Promise<Record<string, string>> {
  for (;;) {
    const row = (await haproxyStats(proxy)).get(server)
    if (row !== undefined && is(row)) return row
    await delay(20)
  }
}
