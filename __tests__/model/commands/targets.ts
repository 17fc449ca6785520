import type { FakeExchange } from '../real/fake-http'
import type { GateUnderTest } from '../real/gate-under-test'
import type { GateModel } from '../reference/gate-model'
import { isHeld, type ModelRequest } from '../reference/request'

export const alive = ({ arrivals }: GateModel): ModelRequest[] =>
  arrivals.requests.filter(({ over }) => !over)
export const inApp = (model: GateModel): ModelRequest[] =>
  alive(model).filter(({ fate, ended }) => fate.entered > 0 && !ended)
export const held = (model: GateModel): ModelRequest[] => alive(model).filter(isHeld)

export const exchangeOf = (real: GateUnderTest, { id }: ModelRequest): FakeExchange => {
  const request = real.requests[id]
  if (request === undefined) throw new Error(`request ${String(id)} never came`)
  return request.exchange
}
