import http from 'node:http'
import { Mutex } from 'async-mutex'
import { bootstrapGate, type BootstrapGateOptions } from '../../lib'
import { start } from '../faults/support/start'
import { http1Client } from '../helpers/client'
import { gateWarnings } from '../helpers/gate-warnings'
import { listen } from '../helpers/listen'
import { Stage } from '../helpers/stage'
import { turn } from '../helpers/turn'

/** A gate that lacks one completion, and so many who are held behind the one inside. */
async function hold(count: number, options: BootstrapGateOptions = {}) {
  const running = await start({ requiredCompletions: 1, slowStart: true, ...options })
  const { gate, stage, send } = running
  const first = send('/first').answer
  const firstVisit = await stage.visits.at(0)
  const held = Array.from({ length: count }, (_, n) => send(`/${String(n)}`))
  const waiting = count - (options.concurrency ?? 1) + 1
  while (gate.stats().queued < waiting) await turn()
  return { ...running, first, firstVisit, held }
}

/** Answers all that are inside, when so many have come in, and nobody more does meanwhile. */
async function round(stage: Stage, from: number, size: number): Promise<void> {
  await stage.visits.until(from + size)
  await turn()
  expect(stage.visits.entries).toHaveLength(from + size)
  const visits = stage.visits.entries.slice(from)
  for (const visit of visits.slice(1)) visit.answer()
  while (stage.inside > 1) await turn()
  expect(stage.visits.entries).toHaveLength(from + size)
  visits[0]?.answer()
}

test('lets in one, two, four, and opens when nobody is held any more', async () => {
  const { gate, stage, first, firstVisit, held } = await hold(10)
  firstVisit.answer()
  await first
  await round(stage, 1, 1)
  await round(stage, 2, 2)
  await round(stage, 4, 4)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
  await stage.visits.until(11)
  for (const visit of stage.visits.entries.slice(8)) visit.answer()
  const answers = await Promise.all(held.map(({ answer }) => answer))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
})

test('begins with as many as concurrency says', async () => {
  const { gate, stage, firstVisit, held } = await hold(12, { concurrency: 2, maxQueueSize: 20 })
  await stage.visits.until(2)
  firstVisit.answer()
  await stage.visits.until(3)
  await turn()
  expect(stage.inside).toBe(2)
  for (const visit of stage.visits.entries.slice(1)) visit.answer()
  await round(stage, 3, 4)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
  await stage.visits.until(13)
  for (const visit of stage.visits.entries.slice(7)) visit.answer()
  await Promise.all(held.map(({ answer }) => answer))
})

test('opens at once when nobody is held', async () => {
  const { gate, first, firstVisit } = await hold(0)
  firstVisit.answer()
  await first
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
})

test('opens when those who are held have gone away', async () => {
  const { gate, stage, first, firstVisit, held } = await hold(3)
  firstVisit.answer()
  await first
  await stage.visits.until(2)
  for (const exchange of held) exchange.answer.catch(() => undefined)
  for (const exchange of held.slice(1)) exchange.abort()
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
  held[0]?.abort()
})

test('asks for nothing again: work that begins meanwhile keeps nobody out', async () => {
  const { gate, stage, first, firstVisit, held } = await hold(3)
  firstVisit.answer()
  await first
  void gate.track(new Promise(() => undefined))
  await round(stage, 1, 1)
  await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
  await stage.visits.until(4)
  for (const visit of stage.visits.entries.slice(2)) visit.answer()
  await Promise.all(held.map(({ answer }) => answer))
})

test('a slot that passes on is as good as an end, and the boot timeout bounds it', async () => {
  gateWarnings()
  const { gate, stage, first, firstVisit, held } = await hold(8, {
    slotTimeoutMs: 20,
    bootTimeoutMs: 300,
  })
  firstVisit.answer()
  await first
  await stage.visits.until(4)
  await gate.opened
  for (const exchange of held) {
    exchange.answer.catch(() => undefined)
    exchange.abort()
  }
})

test('of a great many the rest go in at once when the number has passed 256', async () => {
  const gate = bootstrapGate({ requiredCompletions: 1, slowStart: true, maxQueueSize: 2000 })
  let first: http.ServerResponse | undefined
  const server = http.createServer((req, res) => {
    gate(req, res, () => {
      if (req.url === '/first') first = res
      else res.end()
    })
  })
  const send = http1Client(await listen(server))
  const answers = [send('/first').answer]
  while (first === undefined) await turn()
  for (let n = 0; n < 600; n++) answers.push(send('/').answer)
  while (gate.stats().queued < 600) await turn()
  first.end()
  expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([200]))
  expect(gate.stats()).toMatchObject({ state: 'open', admitted: 601 })
})

test('a warm-up goes first, one by one, and the gate does not open while it runs', async () => {
  const { gate, stage, server, first, firstVisit, held } = await hold(3)
  firstVisit.answer()
  await first
  // They may have come in another order than they were sent in.
  const { path } = await stage.visits.at(1)
  const warmed = gate.warmUp(
    server as never,
    Array.from({ length: 12 }, (_, n) => `/w${String(n)}`),
  )
  for (const exchange of held) exchange.answer.catch(() => undefined)
  const waiting = held.filter((_, n) => path !== `/${String(n)}`)
  for (const exchange of waiting) exchange.abort()
  while (gate.stats().aborted < 2) await turn()
  stage.visits.entries[1]?.answer()
  for (let n = 2; n < 14; n++) {
    const visit = await stage.visits.at(n)
    expect([gate.state, stage.inside]).toEqual(['closed', 1])
    visit.answer()
  }
  await warmed
  expect(gate.state).toBe('open')
})

test('not together with a mutex', () => {
  const mutex = new Mutex()
  expect(() => bootstrapGate({ mutex, slowStart: true })).toThrow(
    '`mutex` and `slowStart` exclude each other, received both.',
  )
  bootstrapGate({ mutex, slowStart: false }).shutdown()
})
