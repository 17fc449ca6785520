import { defaultMaxListeners, type EventEmitter } from 'node:events'

/** With no more listeners than these there is room for another in any case. */
const few = 2

/**
 * To be called before a listener is added where each gate may add one: Node takes more than ten for a leak,
 * and warns. Raises the limit, so that the app may still add as many as without the gate.
 */
export function makeRoom(emitter: EventEmitter, event: string): void {
  // An imitation of a message may lack these methods.
  const { listenerCount, getMaxListeners, setMaxListeners } = emitter as Partial<EventEmitter>
  if (typeof listenerCount !== 'function') return
  const count = emitter.listenerCount(event)
  if (count <= few) return
  if (typeof getMaxListeners !== 'function' || typeof setMaxListeners !== 'function') return
  const most = emitter.getMaxListeners()
  const enough = count + 1 + defaultMaxListeners
  // 0: no limit.
  if (most !== 0 && most < enough) emitter.setMaxListeners(enough)
}
