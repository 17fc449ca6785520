import { bootstrapGate, type BootstrapGate, type BootstrapGateOptions } from '../../lib'
import { stopAfterTest } from './cleanup'

/** A gate without a server, that is stopped when the test is over. */
export function closedGate(options?: BootstrapGateOptions): BootstrapGate {
  const gate = bootstrapGate(options)
  stopAfterTest(() => {
    gate.shutdown()
  })
  return gate
}
