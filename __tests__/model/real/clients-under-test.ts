import { channel } from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import { countListeners, serverName, type FakeConnection } from './fake-http'

/** What a client is made of: `node:http` over a connection that is there or still opens, or `fetch`. */
export type ClientKind = 'http' | 'httpConnecting' | 'fetch'

export interface ClientRequest {
  readonly kind: ClientKind
  readonly connection: FakeConnection
  /** The client's own object for it. */
  readonly key: EventEmitter
  readonly socket: ClientSocket
}

/** The other end of a connection to the server. */
class ClientSocket extends EventEmitter {
  connecting = false
  readonly destroyed = false
  readonly localAddress = '127.0.0.1'
  readonly remoteAddress = '127.0.0.1'
  readonly localPort: number
  readonly remotePort: number

  constructor({ socket }: FakeConnection) {
    super()
    this.localPort = socket.remotePort
    this.remotePort = socket.localPort
  }
}

/** Clients of this process that send requests, maybe to its own server, and tell of it as Node does. */
export class ClientsUnderTest {
  readonly sent: ClientRequest[] = []

  /** Listeners that somebody has left on what belongs to clients. */
  get listeners(): number {
    return this.sent.reduce(
      (sum, { key, socket }) => sum + countListeners(key) + countListeners(socket),
      0,
    )
  }

  /** @param leadsHere - whether it goes to the server's own address */
  send(kind: ClientKind, connection: FakeConnection, leadsHere: boolean): void {
    const name = leadsHere ? serverName : 'elsewhere'
    const socket = new ClientSocket(connection)
    socket.connecting = kind === 'httpConnecting'
    const own = socket.connecting ? null : socket
    const key = Object.assign(new EventEmitter(), { host: name, socket: own })
    this.sent.push({ kind, connection, key, socket })
    if (kind === 'fetch') {
      const origin = `http://${name}:${String(socket.remotePort)}`
      Object.assign(key, { origin, method: 'GET' })
      channel('undici:request:create').publish({ request: key })
      channel('undici:client:sendHeaders').publish({ request: key, socket })
      return
    }
    channel('http.client.request.created').publish({ request: key })
    if (!socket.connecting) return
    key.emit('socket', socket)
    socket.connecting = false
    socket.emit('connect')
  }

  /** The head of an answer has come. */
  answer(id: number): void {
    const { key: request, kind } = this.#get(id)
    if (kind === 'fetch') {
      channel('undici:request:headers').publish({ request, response: { statusCode: 200 } })
    } else channel('http.client.response.finish').publish({ request })
  }

  /** An answer has come whole, or the request has failed. */
  end(id: number): void {
    const { key: request, kind } = this.#get(id)
    if (kind === 'fetch') channel('undici:request:trailers').publish({ request })
    else request.emit('close')
  }

  connectionOf(id: number): FakeConnection {
    return this.#get(id).connection
  }

  forget(): void {
    this.sent.length = 0
  }

  #get(id: number): ClientRequest {
    const sent = this.sent[id]
    if (sent === undefined) throw new Error(`nothing was sent as ${String(id)}`)
    return sent
  }
}
