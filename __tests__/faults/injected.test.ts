import path from 'node:path'
import { runFixture } from '../helpers/run-fixture'

test('requests that light-my-request injects count', async () => {
  const { told } = await runFixture(path.join(__dirname, 'fixtures/injects.cjs'))
  await expect(told.at(0)).resolves.toEqual({
    bodies: ['answered', 'answered', 'answered'],
    reason: 'completed',
    completed: 3,
    aborted: 0,
  })
})
