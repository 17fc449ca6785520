import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { RequestKind, RequestPlan } from '../plans'

/** Which of a lost HTTP/1 exchange's messages tell of it; the connection's own `close` always comes. */
export type Tellers = 'both' | 'request' | 'response'

/** Where all requests are sent to. */
export const serverName = 'localhost'
const serverPort = 3000
const host = `${serverName}:${String(serverPort)}`

const headersOf: Record<RequestKind, Readonly<Record<string, string>>> = {
  ordinary: { host },
  probe: { host, 'user-agent': 'kube-probe/1.31' },
  preflight: { host, 'access-control-request-method': 'PUT' },
  webSocket: { host, connection: 'keep-alive, Upgrade', upgrade: 'WebSocket' },
}

class FakeMessage extends EventEmitter {
  readonly httpVersionMajor: number
  constructor(readonly connection: FakeConnection) {
    super()
    this.httpVersionMajor = connection.version
  }
}

export class FakeRequest extends FakeMessage {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly socket = this.connection.socket
  complete = true
  readableEnded = false
  stream: FakeStream | undefined
  /** What the parser of HTTP/1 says of each. */
  readonly upgrade = this.connection.isOfNode && this.httpVersionMajor === 1 ? false : null

  constructor(
    connection: FakeConnection,
    readonly url: string,
    { kind, wantsEvents }: RequestPlan,
  ) {
    super(connection)
    this.method = kind === 'preflight' ? 'OPTIONS' : 'GET'
    this.headers = { ...headersOf[kind], ...(wantsEvents && { accept: 'text/event-stream' }) }
  }
}

export class FakeResponse extends FakeMessage {
  readonly #headers = new Map<string, unknown>()
  statusCode = 200
  destroyed = false
  headersSent = false
  writableEnded = false
  /** HTTP/1: null before the response's turn on its connection. */
  socket: EventEmitter | null = this.connection.socket
  stream: FakeStream | undefined

  setHeader(name: string, value: unknown): void {
    if (this.headersSent) throw new Error('ERR_HTTP_HEADERS_SENT')
    this.#headers.set(name.toLowerCase(), value)
  }

  getHeader(name: string): unknown {
    return this.#headers.get(name.toLowerCase())
  }

  removeHeader(name: string): void {
    if (this.headersSent) throw new Error('ERR_HTTP_HEADERS_SENT')
    this.#headers.delete(name.toLowerCase())
  }

  end(): void {
    // As Node does, unless something is written.
    if (this.writableEnded) return
    this.headersSent = true
    this.writableEnded = true
    setImmediate(() => {
      this.connection.finishNext()
    })
  }
}

export interface FakeStream {
  destroyed: boolean
  rstCode: number
  readonly session: { destroyed: boolean }
}

export class FakeExchange {
  readonly req: FakeRequest
  readonly res: FakeResponse
  /** Its response went out, or its client went away. */
  isOver = false
  /** Whether the client leaves the answer unread for now. */
  isUnread: boolean

  constructor(connection: FakeConnection, url: string, plan: RequestPlan) {
    this.req = new FakeRequest(connection, url, plan)
    this.res = new FakeResponse(connection)
    this.isUnread = plan.readsSlowly
  }

  /** What the gate is given. */
  get messages(): [IncomingMessage, ServerResponse] {
    return [this.req as unknown as IncomingMessage, this.res as unknown as ServerResponse]
  }

  get listeners(): number {
    return countListeners(this.req) + countListeners(this.res)
  }
}

interface FakeSocket extends EventEmitter {
  destroyed: boolean
  readonly localPort: number
  readonly remotePort: number
}

let clientPorts = 40_000

function fakeSocket(isOfNode: boolean): FakeSocket {
  const fields = {
    destroyed: false,
    localAddress: '::ffff:127.0.0.1',
    localPort: serverPort,
    remoteAddress: '::ffff:127.0.0.1',
    remotePort: clientPorts++,
  }
  // Fields of its own: those of the class are asked of a handle.
  const own = Object.getOwnPropertyDescriptors(fields)
  const prototype = isOfNode ? Socket.prototype : EventEmitter.prototype
  return Object.create(prototype, own) as FakeSocket
}

/** A client's connection: over HTTP/1 its responses finish in the order of the requests. */
export class FakeConnection {
  readonly socket: FakeSocket
  readonly #session = { destroyed: false }
  #unfinished: FakeExchange[] = []

  /** @param isOfNode - whether it passes for one of Node's, and not for an imitation within the process */
  constructor(
    readonly version: 1 | 2,
    readonly isOfNode: boolean,
  ) {
    this.socket = fakeSocket(isOfNode)
  }

  request(url: string, plan: RequestPlan): FakeExchange {
    const exchange = new FakeExchange(this, url, plan)
    const { req, res } = exchange
    if (this.version === 2) {
      req.stream = {
        destroyed: this.socket.destroyed,
        rstCode: 0,
        session: this.#session,
      }
      res.stream = req.stream
    } else if (this.#unfinished.length > 0) {
      res.socket = null
    }
    this.#unfinished.push(exchange)
    return exchange
  }

  /** Tells of an ended response that can go out; the next one goes in a turn of its own. */
  finishNext(): void {
    const exchange = this.#nextEnded()
    if (exchange === undefined) return
    const { req, res } = exchange
    this.#leave(exchange)
    if (res.stream) res.stream.destroyed = true
    res.emit('finish')
    res.emit('close')
    req.readableEnded = true
    req.emit('close')
    const [head] = this.#unfinished
    if (head !== undefined) head.res.socket = this.socket
    setImmediate(() => {
      this.finishNext()
    })
  }

  /** The client is gone, and so is everything on the connection that has not finished. */
  lose(tellers: Tellers): void {
    this.socket.destroyed = true
    this.#session.destroyed = true
    const lost = this.#unfinished
    for (const exchange of lost) this.#leave(exchange)
    // Each tells of it in a turn of its own: meanwhile the others are gone, and have not said so.
    for (const exchange of lost) {
      setImmediate(() => {
        if (this.version === 2) resetStream(exchange)
        else tellOfLoss(exchange, tellers)
      })
    }
    setImmediate(() => {
      this.socket.emit('close')
    })
  }

  /** HTTP/2: the client gives up one request. */
  reset(exchange: FakeExchange): void {
    this.#leave(exchange)
    resetStream(exchange)
  }

  #leave(exchange: FakeExchange): void {
    exchange.isOver = true
    this.#unfinished = this.#unfinished.filter((other) => other !== exchange)
  }

  #nextEnded(): FakeExchange | undefined {
    const candidates = this.version === 2 ? this.#unfinished : this.#unfinished.slice(0, 1)
    return candidates.find(({ isUnread, res }) => res.writableEnded && !isUnread)
  }
}

/** The request was received and read to its end, while its response is still being made. */
export function readToEnd({ req }: FakeExchange): void {
  req.readableEnded = true
  req.emit('close')
}

/** The client reads its answer, as far as there is one. */
export function readAnswer(exchange: FakeExchange): void {
  exchange.isUnread = false
  exchange.res.connection.finishNext()
}

export function countListeners(emitter: EventEmitter): number {
  return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0)
}

function resetStream({ req, res }: FakeExchange): void {
  if (res.stream) Object.assign(res.stream, { destroyed: true, rstCode: 8 })
  req.emit('close')
  res.emit('finish')
  res.emit('close')
}

function tellOfLoss({ req, res }: FakeExchange, tellers: Tellers): void {
  // A pipelined response has no socket that it could hear it from.
  if (res.socket !== null && (tellers !== 'request' || req.readableEnded)) {
    res.destroyed = true
    res.emit('close')
  }
  if (!req.readableEnded && (tellers !== 'response' || res.socket === null)) req.emit('close')
}
