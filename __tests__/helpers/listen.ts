import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import { stopAfterTest } from './cleanup'

/**
 * Listens on a port of the system's choice until the test is over; then no connection is left.
 *
 * @returns the port
 */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  stopAfterTest(async () => {
    const closed = server.listening ? once(server, 'close') : undefined
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
