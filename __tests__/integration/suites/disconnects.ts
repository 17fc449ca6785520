import { once } from 'node:events'
import type { Framework } from '../../helpers/framework'
import { setUp } from '../../helpers/set-up'

/** Clients that go away before they are answered. */
export function disconnectSuite(framework: Framework): void {
  test('one that is held never reaches the app and frees its place', async () => {
    const { gate, stage, arrivals, send } = await setUp(framework, { maxQueueSize: 1 })
    const inside = send('/inside')
    await arrivals.until(1)
    const gone = send('/gone')
    await arrivals.until(2)
    expect(gate.stats().queued).toBe(1)
    gone.abort()
    await expect(once(gate.events, 'abort')).resolves.toMatchObject([{ wasAdmitted: false }])
    expect(gate.stats().queued).toBe(0)
    const next = send('/next')
    await arrivals.until(3)
    stage.answerAll()
    await expect(inside.answer).resolves.toMatchObject({ status: 200 })
    await expect(next.answer).resolves.toMatchObject({ status: 200 })
    expect(stage.paths).toEqual(['/inside', '/next'])
    expect(gate.stats()).toMatchObject({ aborted: 1, completed: 2, inFlight: 0 })
  })

  test('one that is inside frees its slot and does not count', async () => {
    const { gate, stage, arrivals, send } = await setUp(framework, { requiredCompletions: 1 })
    const gone = send('/gone')
    await arrivals.until(1)
    const next = send('/next')
    await arrivals.until(2)
    gone.abort()
    await expect(once(gate.events, 'abort')).resolves.toMatchObject([{ wasAdmitted: true }])
    const { path, answer } = await stage.visits.at(1)
    expect(path).toBe('/next')
    expect(gate.stats()).toMatchObject({ state: 'closed', aborted: 1, completed: 0, inFlight: 1 })
    answer()
    await next.answer
    expect(gate.stats()).toMatchObject({ state: 'open', aborted: 1, completed: 1 })
  })
}
