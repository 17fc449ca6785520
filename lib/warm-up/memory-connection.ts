import { Socket } from 'node:net'
import { Duplex } from 'node:stream'

type Callback = (error?: Error | null) => void

/** `resumed` is set while the other end has stopped reading, and called when it goes on. */
interface End {
  resumed: (() => void) | undefined
}

/**
 * A connection within the process. The server's end is a `net.Socket` without a handle, so that it has all
 * that frameworks ask of one; to an `http` server it can be given by `emit('connection', …)`.
 *
 * @see https://nodejs.org/api/http.html#event-connection
 */
export interface MemoryConnection {
  readonly client: Duplex
  readonly server: Socket
  /** Cuts it off, at both ends. */
  destroy(): void
}

/** @param port - of the server, where it listens; else 0 */
export function createConnection(port: number): MemoryConnection {
  const client = new ClientEnd()
  const server = new ServerEnd(client, port)
  client.server = server
  return {
    client,
    server,
    destroy: () => {
      client.destroy()
      server.destroy()
    },
  }
}

class ClientEnd extends Duplex implements End {
  resumed: (() => void) | undefined
  server!: ServerEnd

  override _read(): void {
    resume(this)
  }

  override _write(chunk: Buffer, _encoding: string, written: Callback): void {
    this.server.isActive()
    pass(chunk, this.server, written)
  }

  override _final(ended: Callback): void {
    this.server.push(null)
    ended()
  }

  override _destroy(error: Error | null, destroyed: Callback): void {
    // As when a client resets its connection; what is under way may come to its end first.
    process.nextTick(() => this.server.destroy())
    destroyed(error)
  }
}

const address = '127.0.0.1'

class ServerEnd extends Socket implements End {
  resumed: (() => void) | undefined
  readonly #client: ClientEnd
  readonly #port: number

  constructor(client: ClientEnd, port: number) {
    // As the sockets of an HTTP server are.
    super({ allowHalfOpen: true })
    this.#client = client
    this.#port = port
    // On the prototype they ask a handle, and there is none.
    Object.defineProperties(this, {
      _writev: { value: undefined },
      pending: { value: false },
      remoteAddress: { value: address },
      remoteFamily: { value: 'IPv4' },
      remotePort: { value: 0 },
      localAddress: { value: address },
      localFamily: { value: 'IPv4' },
      localPort: { value: port },
    })
  }

  override address() {
    return { address, family: 'IPv4', port: this.#port }
  }

  /** It has an idle timeout like any other. */
  isActive(): void {
    if (this.timeout) this.setTimeout(this.timeout)
  }

  override _read(): void {
    resume(this)
  }

  override _write(chunk: Buffer, _encoding: string, written: Callback): void {
    this.isActive()
    pass(chunk, this.#client, written)
  }

  override _final(ended: Callback): void {
    this.#client.push(null)
    ended()
  }

  override _destroy(error: Error | null, destroyed: Callback): void {
    super._destroy(error, destroyed)
    // What has been written arrives before the end does.
    this.#client.push(null)
  }
}

function pass(chunk: Buffer, to: Duplex & End, written: Callback): void {
  if (to.push(chunk)) written()
  else to.resumed = written
}

function resume(end: End): void {
  const { resumed } = end
  end.resumed = undefined
  resumed?.()
}
