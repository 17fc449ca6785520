import type { FakeExchange } from '../real/fake-http'
import type { GateUnderTest, RealRequest } from '../real/gate-under-test'
import type { GateModel } from '../reference/gate-model'
import { isHeld, isInside, type ModelRequest } from '../reference/request'

export const alive = ({ arrivals }: GateModel): ModelRequest[] =>
  arrivals.requests.filter(({ over }) => !over)
export const inApp = (model: GateModel): ModelRequest[] =>
  alive(model).filter(({ fate, ended }) => fate.entered > 0 && !ended)
/** Those whose code has run, and may run on. */
export const begun = ({ arrivals }: GateModel): ModelRequest[] =>
  arrivals.requests.filter(({ fate }) => fate.entered > 0)
/** Those that the gate knows inside. */
export const knownInside = ({ arrivals }: GateModel): ModelRequest[] =>
  arrivals.requests.filter(isInside)
export const held = (model: GateModel): ModelRequest[] => alive(model).filter(isHeld)

export const exchangeOf = (real: GateUnderTest, request: ModelRequest): FakeExchange =>
  requestOf(real, request).exchange

export const requestOf = (real: GateUnderTest, { id }: ModelRequest): RealRequest => {
  const request = real.requests[id]
  if (request === undefined) throw new Error(`request ${String(id)} never came`)
  return request
}
