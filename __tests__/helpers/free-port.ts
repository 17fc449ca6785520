import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'

/** A port at which nobody listens, for a server that has to be told one. */
export async function freePort(): Promise<number> {
  const server = net.createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  await once(server.close(), 'close')
  return port
}
