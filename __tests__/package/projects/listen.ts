import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BootstrapGate } from 'bootstrap-gate'

/** Tells the test the port, and what the gate has done once it has opened. */
export function listen(server: Server, gate: BootstrapGate): void {
  gate.events.on('open', ({ reason }) => {
    process.send?.({ reason, completed: gate.stats().completed, skipped: gate.stats().skipped })
  })
  server.listen(0, '127.0.0.1', () => {
    process.send?.((server.address() as AddressInfo).port)
  })
}
