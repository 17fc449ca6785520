import { isIn, meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { passTime, useStoppedTime } from '../../helpers/imports-by-hand'
import { turn } from '../../helpers/turn'

useStoppedTime()

const own = (ms: number): string => `gate;dur=${ms.toFixed(1)};desc="cold start"`

/** A request that is held behind another for a tenth of a second. */
async function holdOne(before?: Parameters<typeof meet>[2]) {
  const gate = closedGate({ serverTiming: true })
  const first = meet(gate)
  const held = meet(gate, {}, before)
  await passTime(100)
  return { gate, first, held }
}

test('who is let in at once, or in the turn in which it came, was not held', async () => {
  const gate = closedGate({ serverTiming: true })
  const first = meet(gate)
  const second = meet(gate)
  first.finish()
  // Not until the next turn: until all that is due in this one has happened.
  await new Promise(process.nextTick)
  for (const met of [first, second]) {
    expect(isIn(met)).toBe(true)
    expect(met.res.hasHeader('Server-Timing')).toBe(false)
  }
})

test('who is let in later finds how long that took', async () => {
  const { first, held } = await holdOne()
  first.finish()
  await turn()
  expect(isIn(held)).toBe(true)
  expect(held.res.getHeader('Server-Timing')).toBe(own(100))
})

test('so does who is held when the gate opens', async () => {
  const { gate, held } = await holdOne()
  gate.open()
  await turn()
  expect(isIn(held)).toBe(true)
  expect(held.res.getHeader('Server-Timing')).toBe(own(100))
})

test('so does a health check that was held', async () => {
  const gate = closedGate({ serverTiming: true })
  meet(gate)
  const probe = meet(gate, { headers: { 'user-agent': 'kube-probe/1.31' } })
  await turn()
  await passTime(500)
  expect(isIn(probe)).toBe(true)
  expect(probe.res.getHeader('Server-Timing')).toBe(own(500))
})

test.each([
  ['a text', 'db;dur=53', `db;dur=53, ${own(100)}`],
  ['several', ['db;dur=53', 'cache;dur=1'], `db;dur=53, cache;dur=1, ${own(100)}`],
])('what stands there is kept: %s', async (_name, there, expected) => {
  const { first, held } = await holdOne({
    before: (res) => res.setHeader('Server-Timing', there),
  })
  first.finish()
  await turn()
  expect(held.res.getHeader('Server-Timing')).toBe(expected)
})

test('a response whose head is sent, and one that refuses, are let be', async () => {
  const { gate, first, held } = await holdOne({
    before: (res) => {
      res.flushHeaders()
    },
  })
  const refusing = meet(
    gate,
    {},
    {
      before: (res) => {
        res.setHeader = () => {
          throw new Error('refused')
        }
      },
    },
  )
  await passTime(100)
  first.finish()
  await turn()
  held.finish()
  await turn()
  expect([held, refusing].map(isIn)).toEqual([true, true])
  expect(held.res.hasHeader('Server-Timing')).toBe(false)
})

test('who is rejected after it was held finds how long that took; who is rejected at once does not', async () => {
  const gate = closedGate({ serverTiming: true, maxQueueSize: 1, queueTimeoutMs: 1000 })
  meet(gate)
  const held = meet(gate)
  const refused = meet(gate)
  await turn()
  await passTime(1000)
  expect(held.res.statusCode).toBe(503)
  expect(held.res.getHeader('Server-Timing')).toBe(own(1000))
  expect(refused.res.statusCode).toBe(503)
  expect(refused.res.hasHeader('Server-Timing')).toBe(false)
})

test('by default nobody is told', async () => {
  const gate = closedGate()
  const first = meet(gate)
  const held = meet(gate)
  await passTime(100)
  first.finish()
  await turn()
  expect(isIn(held)).toBe(true)
  expect(held.res.hasHeader('Server-Timing')).toBe(false)
})
