import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Gate } from '../gate'
import { HeldUpgrade } from './held-upgrade'
import { invalidArgument } from '../options/invalid-argument'
import { isThenable } from '../thenable'
import type { UpgradeListener } from '../types'

/** Makes `gate.upgrade`. */
export function createUpgrade(gate: Gate) {
  function upgrade(listener: UpgradeListener): UpgradeListener {
    if (typeof listener !== 'function') {
      throw invalidArgument(TypeError, 'listener', 'a function', listener)
    }
    function bootstrapGateUpgrade(
      this: unknown,
      ...[req, socket, head]: Parameters<UpgradeListener>
    ): unknown {
      const run = (): unknown => Reflect.apply(listener, this, [req, socket, head])
      if (gate.status === 'open') return run()
      hold(gate, req, socket, run)
      return undefined
    }
    return bootstrapGateUpgrade
  }
  return upgrade
}

function hold(gate: Gate, req: IncomingMessage, socket: Duplex, run: () => unknown): void {
  const held = new HeldUpgrade(socket, gate.options.retryAfterSeconds)
  const finish = (): void => {
    held.finish()
  }
  gate.flow.meetUpgrade(req, held as unknown as ServerResponse & HeldUpgrade, () => {
    held.handOver()
    let result: unknown
    try {
      result = run()
    } catch (error) {
      finish()
      throw error
    }
    if (!isThenable(result)) finish()
    else {
      void result.then(finish, (error: unknown) => {
        finish()
        // Nobody has handled it by giving it to the gate.
        throw error
      })
    }
  })
}
