import { EventEmitter } from 'node:events'
import { ServerResponse, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { isCutOff, isEnded, isGone, socketOf } from './connection'

/**
 * Whether the gate can hear how a request ends. One of which it cannot would keep its slot until that
 * times out.
 */
export function isWatchable(req: IncomingMessage, res: ServerResponse): boolean {
  try {
    const isHeard = isMessage(req) && isMessage(res) && tells(req) && tells(res)
    return isHeard && canFinish(req, res) && canBeJudged(req, res)
  } catch {
    return false
  }
}

function isMessage(message: unknown): boolean {
  return typeof message === 'object' && message !== null
}

/** Whether listeners can be added to a message, and stay there. */
function tells(message: Partial<IncomingMessage | ServerResponse>): boolean {
  const { on } = message as { on?: unknown }
  // Those of Node are known; the others are tried. One that is derived from another emits nothing itself.
  if (on === EventEmitter.prototype.on || on === Readable.prototype.on) {
    return Object.isExtensible(message) && Object.hasOwn(message, '_events')
  }
  const listener = (): void => undefined
  const emitter = message as EventEmitter
  emitter.on('close', listener)
  const stays = emitter.listeners('close').includes(listener)
  emitter.removeListener('close', listener)
  return stays && Object.isExtensible(message)
}

/** Whether all that is asked of messages later can be asked: what somebody imitates may throw. */
function canBeJudged(req: IncomingMessage, res: ServerResponse): boolean {
  isGone(req, res)
  isEnded(res)
  isCutOff(req)
  return typeof res.headersSent !== 'object'
}

/** A response of Node's goes out over a socket: its own, or the one of its request when its turn comes. */
function canFinish(req: IncomingMessage, res: ServerResponse): boolean {
  if ((res.socket as unknown) || res.destroyed || !(res instanceof ServerResponse)) return true
  const socket = socketOf(req)
  // A socket that is connected to nobody is no live one.
  const isDead = socket?.pending === true || (socket?.destroyed === true && !req.destroyed)
  return typeof socket?.on === 'function' && !isDead
}
