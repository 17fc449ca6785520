import { isDeepStrictEqual } from 'node:util'
import { observed, promised } from './observations'
import type { GateUnderTest } from './real/gate-under-test'
import type { GateModel } from './reference/gate-model'

/** The gate has done what the contract says, and nothing else. */
export function expectSame(model: GateModel, real: GateUnderTest, after: string): void {
  same(after, observed(real), promised(model))
  expectOrderOfArrival(model, real, after)
  expectRoomInside(model, real, after)
  expectNobodyPastBars(model, real, after)
  expectStreamsOnce(model, real, after)
  expectSums(real, after)
  same(after, left(model, real), nothing)
}

/** Each request ended in one way; what was admitted can still be lost. */
export function expectOneEndEach(real: GateUnderTest): void {
  for (const { id, fate } of real.requests) {
    const heldAborts = fate.aborted.filter((where) => where === 'held').length
    const skipErrors = fate.rejected.length > 0 ? 0 : fate.errors
    const ends = fate.entered + fate.rejected.length + heldAborts + skipErrors
    same('the end', { id, ends }, { id, ends: 1 })
  }
}

/** A matcher takes long to make: it is left to say what differs. */
function same(after: string, seen: object, right: object): void {
  if (!isDeepStrictEqual(seen, right)) expect({ after, ...seen }).toEqual({ after, ...right })
}

/** Those whom nobody inside asked for are admitted as they came; all come in as they are admitted. */
function expectOrderOfArrival(model: GateModel, real: GateUnderTest, after: string): void {
  const { admissions, entries } = real
  const ordinary = admissions.filter((id) => model.arrivals.requests[id]?.wasAskedFor === false)
  const inOrder = [...ordinary].sort((one, other) => one - other)
  const admitted = new Set(admissions)
  const entered = entries.filter((id) => admitted.has(id))
  same(after, { ordinary, entered }, { ordinary: inOrder, entered: admissions })
}

/** Never more than `concurrency` are inside a closed gate's app, but for those whose slot passed on. */
function expectRoomInside(model: GateModel, real: GateUnderTest, after: string): void {
  const { admissions, gate, plan, requests, slotTimeouts } = real
  if (gate.state !== 'closed') return
  const inside = admissions.filter((id) => {
    const request = requests[id]
    const { asker, gaveWay } = model.arrivals.requests[id] ?? {}
    const isBeside = asker !== undefined || gaveWay === true || streamed(model).includes(id)
    const hasThrown = request?.plan.app === 'throws'
    const hasPassedOn = isBeside || hasThrown || slotTimeouts.includes(id)
    return !hasPassedOn && request?.exchange.isOver === false
  })
  const tooMany = inside.slice(plan.concurrency)
  same(after, { tooMany }, { tooMany: [] })
}

/** Nobody is admitted while imports bar. */
function expectNobodyPastBars(model: GateModel, real: GateUnderTest, after: string): void {
  const { arrivals, bars } = model
  if (bars.admittedBefore === undefined || real.gate.state !== 'closed') return
  const admitted = real.admissions.slice(bars.admittedBefore)
  const pastBars = admitted.filter((id) => arrivals.requests[id]?.wasAskedFor === false)
  same(after, { pastBars }, { pastBars: [] })
}

/** What streams counts once: neither as completed again nor as aborted when it ends. */
function expectStreamsOnce(model: GateModel, real: GateUnderTest, after: string): void {
  const { completed, streamed: count } = real.gate.stats()
  const ids = new Set(streamed(model))
  const finished = real.admissions.filter(
    (id) => !ids.has(id) && real.requests[id]?.exchange.isOver,
  )
  const aborted = real.requests.filter(({ id, fate }) => ids.has(id) && fate.aborted.length > 0)
  const seen = { count, fits: completed <= ids.size + finished.length, aborted: aborted.length }
  same(after, seen, { count: ids.size, fits: true, aborted: 0 })
}

function streamed({ arrivals }: GateModel): number[] {
  return arrivals.requests
    .filter(({ isProbe, streamed }) => streamed && !isProbe)
    .map(({ id }) => id)
}

/** Every request that came is counted once, or was let through by an open gate. */
function expectSums({ admissions, gate, requests }: GateUnderTest, after: string): void {
  const { admitted, queued, rejected, skipped } = gate.stats()
  const lost = requests.filter(({ fate }) => fate.aborted.includes('held')).length
  const refusedBySkip = requests.filter(({ plan }) => plan.skip === 'throws')
  const failed = refusedBySkip.filter(({ fate }) => fate.errors > 0).length
  const known = new Set(admissions)
  const uncounted = requests.filter(({ id, fate }) => fate.entered > 0 && !known.has(id)).length
  const turnedAway = Object.values(rejected).reduce((sum, count) => sum + count)
  const sum = admitted + queued + turnedAway + lost + failed + uncounted
  same(after, { sum, skipsFit: skipped <= uncounted }, { sum: requests.length, skipsFit: true })
}

const nothing = {
  listeners: 0,
  onClients: 0,
  timers: 0,
  onConnections: 0,
  subscriptions: 0,
}

/** No listener on a request that the gate is done with; once it has settled nothing at all. */
function left(model: GateModel, real: GateUnderTest): typeof nothing {
  const done = real.requests.filter(({ id }) => model.arrivals.requests[id]?.phase === 'out')
  const listeners = done.reduce((sum, { exchange }) => sum + exchange.listeners, 0)
  if (model.isClosed) return { ...nothing, listeners }
  return {
    listeners,
    timers: jest.getTimerCount(),
    onClients: real.clients.listeners,
    onConnections: real.socketListeners,
    subscriptions: real.subscriptions.size,
  }
}
