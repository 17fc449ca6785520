import { soon } from '../timers'
import type { BootstrapGate, BootstrapGateEvents } from '../types'

type Listeners = {
  readonly [E in keyof BootstrapGateEvents]?: (...payload: BootstrapGateEvents[E]) => void
}

/**
 * Listens to a gate until it has settled and all that were held have been let in or rejected. What a
 * listener throws is said in a warning and harms nobody.
 *
 * @returns ends it before
 */
export function follow(gate: BootstrapGate, listeners: Listeners): () => void {
  const { events } = gate
  const all = Object.entries(listeners) as [keyof Listeners, () => void][]
  for (const [event, listener] of all) events.on(event, listener)
  const stop = (): void => {
    for (const [event, listener] of all) events.off(event, listener)
  }
  const stopWhenNobodyIsHeld = (): void => {
    if (gate.stats().queued === 0) stop()
    else soon(stopWhenNobodyIsHeld)
  }
  gate.opened.then(stopWhenNobodyIsHeld, stopWhenNobodyIsHeld)
  return stop
}
