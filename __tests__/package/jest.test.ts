import path from 'node:path'
import { repository } from './support/packed'
import { Project } from './support/project'

const project = new Project('jest', {
  'jest-environment-node': 'jest-environment-node',
  'jest-environment-jsdom': 'jest-environment-jsdom',
})
project.copy('jest')

it('a test that is over before the turn after a gate was made does not fail the run', async () => {
  const jest = path.join(repository, 'node_modules/jest/bin/jest.js')
  // Rejects if the run has failed.
  const { numPassedTests } = (await project.run(jest, '--json', '--runInBand')) as {
    readonly numPassedTests: number
  }
  expect(numPassedTests).toBe(3)
}, 60_000)
