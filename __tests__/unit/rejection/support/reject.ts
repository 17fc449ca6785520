import type { ServerResponse } from 'node:http'
import type { BootstrapGateOptions } from '../../../../lib'
import { meet, type Met } from '../../../helpers/by-hand'
import { closedGate } from '../../../helpers/closed-gate'

type Parts = Parameters<typeof meet>[1]

/** A request that a gate rejects for want of room. */
export function reject(
  parts?: Parts,
  before?: (res: ServerResponse) => unknown,
  options: BootstrapGateOptions = {},
): Met {
  const gate = closedGate({ maxQueueSize: 0, ...options })
  meet(gate)
  return meet(gate, parts, before && { before })
}
