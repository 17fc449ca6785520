import type { Framework } from '../../helpers/framework'
import { collectWarnings } from '../../helpers/gate-warnings'
import { setUp, type Running } from '../../helpers/set-up'

type CreateApp = Framework['createApp']

/** The gate on one router only. */
export function routerSuite(framework: Framework, create: CreateApp): void {
  const setUpRouter = (options = {}): Promise<Running> => setUp(framework, options, { create })

  test('other routes are answered while the gate holds its own, and do not count', async () => {
    const { gate, stage, arrivals, send } = await setUpRouter({ requiredCompletions: 2 })
    const gated = [send('/api/inside'), send('/api/held')]
    await arrivals.until(2)
    const outside = send('/other')
    const { path, answer } = await stage.visits.at(1)
    expect(path).toBe('/other')
    answer()
    await expect(outside.answer).resolves.toMatchObject({ status: 200 })
    expect(gate.stats()).toMatchObject({ queued: 1, inFlight: 1, completed: 0, skipped: 0 })
    stage.answerAll()
    for (const { answer } of gated) await expect(answer).resolves.toMatchObject({ status: 200 })
    expect(gate.state).toBe('open')
  })

  test('a full gate rejects its own requests only', async () => {
    const { stage, send } = await setUpRouter({ maxQueueSize: 0 })
    send('/api/inside')
    await stage.visits.until(1)
    await expect(send('/api/late').answer).resolves.toMatchObject({ status: 503 })
    stage.answerAll()
    await expect(send('/other').answer).resolves.toMatchObject({ status: 200 })
  })

  test('a warning names the whole path and not the query', async () => {
    const warnings = collectWarnings()
    const { send } = await setUpRouter({ slotTimeoutMs: 1 })
    send('/api/cold?token=secret')
    const { message } = await warnings.at(0)
    expect(message).toMatch(/^GET \/api\/cold has kept its slot /)
    expect(message).not.toContain('secret')
  })
}
