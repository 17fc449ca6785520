import { AsyncResource } from 'node:async_hooks'
import type { IncomingHttpHeaders } from 'node:http'
import type { BootstrapGate, BootstrapGateOptions } from '../../../lib'
import { isIn, liveSocket, meet, type Met } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { passTime, useStoppedTime } from '../../helpers/imports-by-hand'
import { turn } from '../../helpers/turn'
import { ByHand, publish } from './own/by-hand'

useStoppedTime()

interface Asking {
  readonly gate: BootstrapGate
  readonly asker: Met
  /** Who waits behind it. */
  readonly next: Met
  /** What it has sent. */
  readonly request: ByHand
}

/** A request inside that sends one to localhost:3000. */
async function asking(
  headers: IncomingHttpHeaders,
  options: BootstrapGateOptions = {},
  port = 3000,
): Promise<Asking> {
  const gate = closedGate(options)
  const made: { scope?: AsyncResource } = {}
  const enter = (): undefined => void (made.scope = new AsyncResource('asker'))
  const asker = meet(gate, { url: '/asker', headers }, { handler: enter })
  const next = meet(gate, { url: '/next' })
  const request = new ByHand()
  request.socket = Object.assign(new ByHand(), { remotePort: port })
  made.scope?.runInAsyncScope(() => {
    publish('http.client.request.created', { request })
  })
  await passTime(0)
  return { gate, asker, next, request }
}

test.each<[string, IncomingHttpHeaders, number]>([
  ['its Host', { host: 'localhost:3000' }, 3000],
  ['its Host in other letters', { host: 'LocalHost:3000' }, 3000],
  ['its Host without a port, by http', { host: 'localhost' }, 80],
  ['its Host without a port, by https', { host: 'localhost' }, 443],
  ['its :authority', { ':authority': 'localhost:3000' }, 3000],
  ['its X-Forwarded-Host', { host: 'inside', 'x-forwarded-host': 'localhost:3000' }, 3000],
  ['one of several', { 'x-forwarded-host': 'first, localhost:3000' }, 3000],
])(
  'one that asks where it was asked itself, by %s, gives way after 250 ms',
  async (_name, headers, port) => {
    const warnings = gateWarnings()
    const { gate, next } = await asking(headers, {}, port)
    await passTime(240)
    expect(isIn(next)).toBe(false)
    await passTime(50)
    expect(isIn(next)).toBe(true)
    expect(gate.stats()).toMatchObject({ gaveWay: 1, slotTimeouts: 0, completed: 0, inFlight: 2 })
    expect(warnings).toEqual([])
  },
)

test.each<[string, IncomingHttpHeaders]>([
  ['another host', { host: 'example.com:3000' }],
  ['another port', { host: 'localhost:3001' }],
  ['another port than that of a Host without one', { host: 'localhost' }],
  ['nobody knows where', {}],
])('one that asks %s does not', async (_name, headers) => {
  const { gate, next } = await asking(headers)
  await passTime(5000)
  expect(isIn(next)).toBe(false)
  expect(gate.stats().gaveWay).toBe(0)
})

const own = { host: 'localhost:3000' }

test('one that has its answer does not', async () => {
  const { next, request } = await asking(own)
  await passTime(100)
  publish('http.client.response.finish', { request })
  await turn()
  await passTime(5000)
  expect(isIn(next)).toBe(false)
})

test('nor does one whose request has come and is known', async () => {
  const { gate, next, request } = await asking(own)
  const socket = Object.assign(liveSocket(), request.socket?.received.socket)
  const inner = meet(gate, { url: '/inner', socket })
  expect(isIn(inner)).toBe(true)
  await passTime(5000)
  expect(isIn(next)).toBe(false)
  expect(gate.stats()).toMatchObject({ nested: 1, gaveWay: 0 })
})

test('the time in which the event loop was blocked does not count', async () => {
  const { next } = await asking(own)
  const now = performance.now.bind(performance)
  await passTime(200)
  jest.spyOn(performance, 'now').mockImplementation(() => now() + 100)
  await passTime(240)
  expect(isIn(next)).toBe(false)
  await passTime(100)
  expect(isIn(next)).toBe(true)
})

test('one that gave way still counts when it completes', async () => {
  const { gate, asker } = await asking(own)
  await passTime(300)
  asker.finish()
  expect(gate.stats()).toMatchObject({ gaveWay: 1, completed: 1, inFlight: 1 })
})

test('it is nothing that a boot could be stuck for', async () => {
  const { gate, next } = await asking(own)
  await passTime(300)
  next.finish()
  await passTime(29_700)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'idle' })
})

test('without limits for slots and streams it gives way all the same', async () => {
  const { next } = await asking(own, { slotTimeoutMs: 0, streamTimeoutMs: 0 })
  await passTime(300)
  expect(isIn(next)).toBe(true)
})
