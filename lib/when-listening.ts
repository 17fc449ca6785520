import { subscribe, unsubscribe } from 'node:diagnostics_channel'

const channel = 'tracing:net.server.listen:asyncEnd'

/**
 * Runs something once, when a server of the process begins to listen.
 *
 * @returns calls it off
 * @see https://nodejs.org/api/diagnostics_channel.html#built-in-channels
 */
export function whenListening(run: () => void): () => void {
  const stop = (): void => {
    unsubscribe(channel, listener)
  }
  const listener = (): void => {
    stop()
    run()
  }
  subscribe(channel, listener)
  return stop
}
