import { start, startBusy } from './support/start'
import { collectWarnings } from '../helpers/gate-warnings'

const year = 365 * 24 * 3600 * 1000

afterEach(() => {
  jest.restoreAllMocks()
})

/** The wall clock is set, again and again; monotonic time goes on. */
function setWallClock(...offsets: number[]): void {
  const { now } = Date
  let calls = 0
  jest.spyOn(Date, 'now').mockImplementation(() => now() + (offsets[calls++ % offsets.length] ?? 0))
}

test('a wall clock that jumps forwards times nobody out', async () => {
  const warnings = collectWarnings()
  const { gate, stage, arrivals, send } = await start({ requiredCompletions: 2 })
  setWallClock(0, year, 2 * year)
  const answers = ['/1', '/2'].map((path) => send(path).answer)
  await arrivals.until(2)
  stage.answerAll()
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200])
  const { reason, bootMs } = await gate.opened
  expect(reason).toBe('completed')
  expect(bootMs).toBeLessThan(year)
  expect(warnings.entries).toEqual([])
})

describe('with a wall clock that jumps backwards, or stands', () => {
  const jumpBackwards = (): void => {
    setWallClock(0, -year, -2 * year)
  }

  test('a held request is rejected after queueTimeoutMs', async () => {
    const { send } = await startBusy({ queueTimeoutMs: 50 })
    jumpBackwards()
    expect((await send('/held').answer).status).toBe(503)
  })

  test('a slot passes on after slotTimeoutMs', async () => {
    const warnings = collectWarnings()
    const { stage, send } = await startBusy({ slotTimeoutMs: 50 })
    jumpBackwards()
    send('/next')
    await stage.visits.at(1)
    expect(warnings.entries[0]).toMatchObject({ code: 'BOOTSTRAP_GATE_SLOT_TIMEOUT' })
  })

  test('the gate opens after bootTimeoutMs', async () => {
    const warnings = collectWarnings()
    const { gate } = await startBusy({ bootTimeoutMs: 50 })
    jumpBackwards()
    const { reason, bootMs } = await gate.opened
    expect(reason).toBe('boot-timeout')
    expect(bootMs).toBeGreaterThan(0)
    expect(warnings.entries.map(({ code }) => code)).toEqual(['BOOTSTRAP_GATE_BOOT_TIMEOUT'])
  })
})
