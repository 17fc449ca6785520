import { Mutex } from 'async-mutex'
import type { SharedMutex } from '../../lib'
import { Stage } from '../helpers/stage'
import { start, type Started } from './support/start'
import { collectWarnings, type GateWarning } from '../helpers/gate-warnings'
import type { Log } from '../helpers/log'

const slotTimeoutMs = 500

interface ThreeGates {
  readonly gates: readonly Started[]
  /** The one app behind all three. */
  readonly stage: Stage
  readonly warnings: Log<GateWarning>
}

/** Three servers, whose gates share a lock. */
async function startThree(mutex: SharedMutex, slotTimeoutMs: number): Promise<ThreeGates> {
  const warnings = collectWarnings()
  const stage = new Stage()
  const options = { mutex, slotTimeoutMs, requiredCompletions: 3 }
  const gates = await Promise.all([1, 2, 3].map(() => start(options, { handler: stage.handler })))
  return { gates, stage, warnings }
}

test('three gates that share a mutex never have two requests inside, however long those take', async () => {
  const { gates, stage, warnings } = await startThree(new Mutex(), 0)
  const answers = gates.flatMap(({ send }) => ['/1', '/2', '/3'].map((path) => send(path).answer))
  for (const { arrivals } of gates) await arrivals.until(3)
  for (let turn = 0; turn < 9; turn++) {
    const visit = await stage.visits.at(turn)
    // Long enough for any other to come in, were it let in.
    for (let round = 0; round < 20; round++) await new Promise(setImmediate)
    visit.answer()
  }
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(9).fill(200))
  expect(stage.mostInside).toBe(1)
  expect(gates.map(({ gate }) => gate.state)).toEqual(['open', 'open', 'open'])
  expect(warnings.entries).toEqual([])
})

test('a mutex that says it is locked is waited for, beyond slotTimeoutMs', async () => {
  const mutex = new Mutex()
  const release = await mutex.acquire()
  const { gates, stage, warnings } = await startThree(mutex, slotTimeoutMs)
  const answers = gates.map(({ send }) => send('/').answer)
  for (const { arrivals } of gates) await arrivals.until(1)
  await new Promise((resolve) => setTimeout(resolve, 2 * slotTimeoutMs))
  expect(stage.visits.entries).toEqual([])
  release()
  for (let turn = 0; turn < 3; turn++) (await stage.visits.at(turn)).answer()
  await Promise.all(answers)
  expect(stage.mostInside).toBe(1)
  expect(warnings.entries).toEqual([])
})

test('a request that waits for a busy mutex is rejected after queueTimeoutMs', async () => {
  const mutex = new Mutex()
  const release = await mutex.acquire()
  const { gate, send, stage } = await start({ mutex, slotTimeoutMs: 20, queueTimeoutMs: 60 })
  expect((await send('/').answer).status).toBe(503)
  expect(gate.stats().rejected.queueTimeout).toBe(1)
  expect(stage.visits.entries).toEqual([])
  release()
})

test('a gate that waits for a busy mutex opens after bootTimeoutMs, and leaves the lock alone', async () => {
  collectWarnings()
  const mutex = new Mutex()
  const release = await mutex.acquire()
  const { gate, send, stage } = await start({ mutex, slotTimeoutMs: 20, bootTimeoutMs: 60 })
  stage.answerAll()
  expect((await send('/').answer).status).toBe(200)
  expect(await gate.opened).toMatchObject({ reason: 'boot-timeout' })
  release()
  await mutex.waitForUnlock()
  expect(mutex.isLocked()).toBe(false)
})
