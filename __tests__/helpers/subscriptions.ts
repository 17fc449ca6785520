import diagnosticsChannel from 'node:diagnostics_channel'

/**
 * Notes who hears of what from now on. The channels themselves are shared with all other tests of
 * the process.
 */
export function noteSubscriptions(): ReadonlySet<unknown> {
  const { subscribe, unsubscribe } = diagnosticsChannel
  const listeners = new Set<unknown>()
  jest.spyOn(diagnosticsChannel, 'subscribe').mockImplementation((name, listener) => {
    listeners.add(listener)
    subscribe(name, listener)
  })
  jest.spyOn(diagnosticsChannel, 'unsubscribe').mockImplementation((name, listener) => {
    listeners.delete(listener)
    return unsubscribe(name, listener)
  })
  return listeners
}
