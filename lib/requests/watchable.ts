import { EventEmitter } from 'node:events'
import { ServerResponse, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { socketOf } from './connection'

/**
 * Whether the gate can hear how a request ends. One of which it cannot would keep its slot until that
 * times out.
 */
export function isWatchable(req: IncomingMessage, res: ServerResponse): boolean {
  return isMessage(req) && isMessage(res) && tells(req) && tells(res) && canFinish(req, res)
}

function isMessage(message: unknown): boolean {
  return typeof message === 'object' && message !== null
}

/** Whether listeners can be added to a message, and stay there. */
function tells(message: Partial<IncomingMessage | ServerResponse>): boolean {
  const { on } = message as { on?: unknown }
  // Those of Node are known; the others are tried.
  if (on === EventEmitter.prototype.on || on === Readable.prototype.on) {
    return Object.isExtensible(message)
  }
  const listener = (): void => undefined
  try {
    const emitter = message as EventEmitter
    emitter.on('close', listener)
    const stays = emitter.listeners('close').includes(listener)
    emitter.removeListener('close', listener)
    return stays && Object.isExtensible(message)
  } catch {
    return false
  }
}

/** A response of Node's goes out over a socket: its own, or the one of its request when its turn comes. */
function canFinish(req: IncomingMessage, res: ServerResponse): boolean {
  if ((res.socket as unknown) || res.destroyed || !(res instanceof ServerResponse)) return true
  const socket = socketOf(req)
  return typeof socket?.on === 'function' && (socket.destroyed !== true || req.destroyed)
}
