import type { Framework } from '../../helpers/framework'
import { Log } from '../../helpers/log'
import { setUp } from '../../helpers/set-up'
import { sendMany } from '../../helpers/send-many'

/** Who is let in, when, and how many at once. */
export function admissionSuite(framework: Framework): void {
  test('200 clients get in in the order of their arrival, before and after opening', async () => {
    const { gate, stage, arrivals, send } = await setUp(framework, { requiredCompletions: 50 })
    const clients = sendMany(send, 200)
    await arrivals.until(200)
    expect(stage.paths).toHaveLength(1)
    stage.answerAll()
    const answers = await clients
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(200)
    expect(stage.paths).toEqual(arrivals.entries)
    expect(gate.stats()).toMatchObject({ completed: 50, peakQueued: 199, admitted: 200 })
  })

  test.each([1, 3])('no more than %i are inside at once', async (concurrency) => {
    const { gate, stage, arrivals, send } = await setUp(framework, {
      requiredCompletions: 12,
      concurrency,
    })
    const clients = sendMany(send, 12)
    await arrivals.until(12)
    expect(stage.inside).toBe(concurrency)
    for (let turn = 0; turn < 12; turn++) (await stage.visits.at(turn)).answer()
    await clients
    expect(stage.mostInside).toBe(concurrency)
    expect(gate.state).toBe('open')
  })

  test('the gate opens with the last required completion and lets in everybody', async () => {
    const { gate, stage, arrivals, send } = await setUp(framework, { requiredCompletions: 3 })
    const clients = sendMany(send, 7)
    await arrivals.until(7)
    const states = new Log<string>()
    for (let turn = 0; turn < 3; turn++) {
      const { res, answer } = await stage.visits.at(turn)
      res.once('finish', () => {
        states.add(gate.state)
      })
      answer()
      await states.until(turn + 1)
    }
    expect(states.entries).toEqual(['closed', 'closed', 'open'])
    await stage.visits.until(7)
    expect(stage.inside).toBe(4)
    await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
    stage.answerAll()
    await clients
  })

  test('once it is open it calls next() before it returns', async () => {
    const wasSynchronous = new Log<boolean>()
    const { gate, stage, send } = await setUp(
      framework,
      { requiredCompletions: 1 },
      {
        gated: (gate) => [
          (req, res, next) => {
            let hasReturned = false
            gate(req, res, () => {
              wasSynchronous.add(!hasReturned)
              next()
            })
            hasReturned = true
          },
        ],
      },
    )
    stage.answerAll()
    await send('/first').answer
    await gate.opened
    await sendMany(send, 3)
    expect(wasSynchronous.entries.slice(1)).toEqual([true, true, true])
    expect(gate.stats().admitted).toBe(1)
  })
}
