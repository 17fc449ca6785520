import { once } from 'node:events'
import net from 'node:net'
import { stopAfterTest } from '../../helpers/cleanup'

/** A client that writes and reads bytes, and so can misbehave as it likes. */
export class RawClient {
  received = ''
  readonly socket: net.Socket
  readonly closed: Promise<unknown>

  private constructor(socket: net.Socket) {
    this.socket = socket
    this.closed = once(socket, 'close')
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => (this.received += chunk.toString('latin1')))
    stopAfterTest(() => socket.destroy())
  }

  static async connect(port: number, allowHalfOpen = false): Promise<RawClient> {
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen })
    await once(socket, 'connect')
    return new RawClient(socket)
  }

  /** Sends requests without bodies, all at once. */
  get(...paths: string[]): void {
    this.socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: app\r\n\r\n`).join(''))
  }

  /** Sends requests with bodies, all at once. */
  post(...paths: string[]): void {
    const head = 'HTTP/1.1\r\nHost: app\r\nContent-Length: 4\r\n\r\nbody'
    this.socket.write(paths.map((path) => `POST ${path} ${head}`).join(''))
  }

  /** What was received, once that matches. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.received)) await once(this.socket, 'data')
    return this.received
  }
}
