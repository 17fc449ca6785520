import type { BootstrapGate } from '../../../lib'
import { Log } from '../../helpers/log'

/** The URLs of the requests that a gate has found aborted, and whether they were held. */
export function collectAborts(gate: BootstrapGate): Log<string> {
  const aborts = new Log<string>()
  gate.events.on('abort', ({ req, wasAdmitted }) => {
    aborts.add(`${req.url ?? ''} ${wasAdmitted ? 'inside' : 'held'}`)
  })
  return aborts
}
