import { EventEmitter } from 'node:events'
import { ServerResponse, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { isCutOff, isEnded, isGone, socketOf } from './connection'

/**
 * Whether the gate can hear how a request ends. If it cannot, the request would keep its slot until that
 * times out.
 */
export function isWatchable(req: IncomingMessage, res: ServerResponse): boolean {
  // An imitation of a message may lack anything, and may throw.
  try {
    askAll(req, res)
    return tells(req) && tells(res) && canFinish(req, res)
  } catch {
    return false
  }
}

/** Whether listeners can be added to a message, and stay there. */
function tells(message: Partial<IncomingMessage | ServerResponse>): boolean {
  const { on } = message as { on?: unknown }
  // Those of Node are known; the others are tried. One that is derived from another emits nothing itself.
  if (on === EventEmitter.prototype.on || on === Readable.prototype.on) {
    return Object.hasOwn(message, '_events')
  }
  const listener = (): void => undefined
  const emitter = message as EventEmitter
  emitter.on('close', listener)
  const stays = emitter.listeners('close').includes(listener)
  emitter.removeListener('close', listener)
  return stays
}

/** Asks all that is asked of messages later. */
function askAll(req: IncomingMessage, res: ServerResponse): void {
  isGone(req, res)
  isEnded(res)
  isCutOff(req)
}

/** A response of Node's goes out over a socket: its own, or the one of its request when its turn comes. */
function canFinish(req: IncomingMessage, res: ServerResponse): boolean {
  if ((res.socket as unknown) || res.destroyed || !(res instanceof ServerResponse)) return true
  const socket = socketOf(req)
  if (typeof socket?.on !== 'function') return false
  // A socket without a peer is not live.
  return socket.pending !== true && (socket.destroyed !== true || req.destroyed)
}
