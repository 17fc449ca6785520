import path from 'node:path'
import { repository } from './support/packed'
import { Project } from './support/project'

const project = new Project('jest', {
  'jest-environment-node': 'jest-environment-node',
  'jest-environment-jsdom': 'jest-environment-jsdom',
  '@jest/test-sequencer': '@jest/test-sequencer',
})
project.copy('jest')

it('tests that leave their gates closed do not fail the run, and leave nothing behind', async () => {
  const jest = path.join(repository, 'node_modules/jest/bin/jest.js')
  // Rejects if the run has failed.
  const { numPassedTests } = (await project.run(jest, '--json', '--runInBand')) as {
    readonly numPassedTests: number
  }
  expect(numPassedTests).toBe(5)
}, 60_000)
