import http2 from 'node:http2'
import net, { type AddressInfo } from 'node:net'
import { stopAfterTest } from '../../helpers/cleanup'
import { bareHttp2 } from '../../helpers/frameworks/bare'
import { setUp, type Running } from '../../helpers/set-up'
import type { Log } from '../../helpers/log'
import { collectAborts } from './aborts'

export interface Http2Client extends Running {
  readonly aborts: Log<string>
  readonly socket: net.Socket
  readonly session: http2.ClientHttp2Session
  /** Sends requests over the one session, and waits until they have met the gate. */
  readonly get: (...paths: string[]) => Promise<http2.ClientHttp2Stream[]>
}

/** A gate in an HTTP/2 server, and one session of a client with it. */
export async function connectHttp2(
  surroundings: Parameters<typeof setUp>[2] = {},
): Promise<Http2Client> {
  const running = await setUp(bareHttp2, {}, surroundings)
  const { port } = running.server.address() as AddressInfo
  const socket = net.connect({ port, host: '127.0.0.1' })
  const session = http2.connect('http://app', { createConnection: () => socket })
  session.on('error', () => undefined)
  stopAfterTest(() => socket.destroy())
  const get: Http2Client['get'] = async (...paths) => {
    const streams = paths.map((path) => {
      return session.request({ ':path': path }).on('error', () => undefined)
    })
    await running.arrivals.until(running.arrivals.entries.length + paths.length)
    return streams
  }
  return { ...running, aborts: collectAborts(running.gate), socket, session, get }
}
