import type { Socket } from 'node:net'

/** Whether a client's socket and a server's, both of this process, are the two ends of one connection. */
export function areOneConnection(client: Partial<Socket>, server: Partial<Socket>): boolean {
  // The first look at a socket's own address is the one that it remembers: none before it has its last.
  if (client.connecting === true || client.destroyed === true) return false
  return (
    // Sockets on paths, in memory or made by hand have none.
    client.localPort !== undefined &&
    client.localPort === server.remotePort &&
    client.remotePort === server.localPort &&
    plain(client.localAddress) === plain(server.remoteAddress) &&
    plain(client.remoteAddress) === plain(server.localAddress)
  )
}

/** A server that listens for IPv6 as well shows the addresses of IPv4 as `::ffff:127.0.0.1`. */
function plain(address: string | undefined): string | undefined {
  return address?.replace(/^::ffff:/i, '')
}
