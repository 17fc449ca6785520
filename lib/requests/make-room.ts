import { defaultMaxListeners, type EventEmitter } from 'node:events'

/** So many others may be there without a doubt, in addition to Node's own. */
const few = 2

/**
 * To be called before a listener is added where there can be one of each gate: Node takes more than ten for
 * a leak, and says so. Others may still add as many as they could without.
 */
export function makeRoom(emitter: EventEmitter, event: string): void {
  // What imitates a message may lack what is not needed to hear of its end.
  const { listenerCount, getMaxListeners, setMaxListeners } = emitter as Partial<EventEmitter>
  if (typeof listenerCount !== 'function') return
  const count = emitter.listenerCount(event)
  if (count <= few) return
  if (typeof getMaxListeners !== 'function' || typeof setMaxListeners !== 'function') return
  const most = emitter.getMaxListeners()
  const enough = count + 1 + defaultMaxListeners
  // 0: as many as anybody likes.
  if (most !== 0 && most < enough) emitter.setMaxListeners(enough)
}
