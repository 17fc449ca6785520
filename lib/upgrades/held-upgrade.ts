import { EventEmitter } from 'node:events'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { BootstrapGateError } from '../errors'
import type { UpgradeAnswer } from '../requests/upgrade-answer'

const ignore = (): void => undefined

/**
 * A connection that is to be upgraded. There is no response, and this stands in for it: it emits
 * `finish` when the listener has done its part, and `close` when the client is gone.
 */
export class HeldUpgrade extends EventEmitter implements UpgradeAnswer {
  /** Nothing is ever sent in its name. */
  readonly headersSent = false
  writableEnded = false
  readonly socket: Duplex
  readonly #retryAfterSeconds: number
  #isGone = false

  constructor(socket: Duplex, retryAfterSeconds: number) {
    super()
    this.socket = socket
    this.#retryAfterSeconds = retryAfterSeconds
    // Node has taken its own listeners off: an error would end the process.
    socket.on('error', ignore)
    socket.on('close', this.#gone)
    // A client that has closed only its side no longer waits for anything.
    socket.on('end', this.#gone)
    // It can have done so before it came here.
    if (socket.readableEnded) this.#gone()
  }

  get destroyed(): boolean {
    return this.#isGone || this.socket.destroyed
  }

  /** From now on the socket is the listener's. */
  handOver(): void {
    this.socket.removeListener('error', ignore)
    this.socket.removeListener('end', this.#gone)
  }

  /** The listener has done its part. */
  finish(): void {
    this.socket.removeListener('close', this.#gone)
    this.writableEnded = true
    this.emit('finish')
  }

  refuse({ status }: BootstrapGateError): void {
    this.socket.removeListener('close', this.#gone)
    this.socket.removeListener('end', this.#gone)
    const head = [
      `HTTP/1.1 ${String(status)} ${String(STATUS_CODES[status])}`,
      `Retry-After: ${String(this.#retryAfterSeconds)}`,
      'Cache-Control: no-store',
      'Connection: close',
      'Content-Length: 0',
    ]
    this.socket.once('finish', () => this.socket.destroy())
    this.socket.end(`${head.join('\r\n')}\r\n\r\n`)
  }

  readonly #gone = (): void => {
    this.#isGone = true
    this.socket.removeListener('close', this.#gone)
    this.socket.removeListener('end', this.#gone)
    this.socket.destroy()
    this.emit('close')
  }
}
