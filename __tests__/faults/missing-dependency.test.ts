import { start } from './support/start'

let attempts = 0

jest.mock('async-mutex', () => {
  attempts++
  throw new Error('EMFILE: too many open files')
})

test('without async-mutex requests still take turns, and all are answered', async () => {
  const { gate, stage, arrivals, send } = await start({ requiredCompletions: 6 })
  const paths = ['/1', '/2', '/3', '/4', '/5', '/6']
  const answers = paths.map((path) => send(path).answer)
  await arrivals.until(6)
  for (let turn = 0; turn < 6; turn++) (await stage.visits.at(turn)).answer()
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(6).fill(200))
  expect(stage.paths).toEqual(arrivals.entries)
  expect(stage.mostInside).toBe(1)
  expect(gate.state).toBe('open')
  expect(attempts).toBeGreaterThan(0)
})
