import path from 'node:path'
import { runFixture } from '../helpers/run-fixture'

test('no timer of a closed gate keeps a process alive that has nothing else to do', async () => {
  const { told, exit } = await runFixture(path.join(__dirname, 'fixtures/timers.cjs'))
  expect(await told.at(0)).toEqual({ queued: 1, inFlight: 1, settled: 1 })
  expect(await exit).toBe(0)
})
