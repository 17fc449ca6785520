import type { Config } from 'jest'

/** Tests that need more than Node: `npm run test:real`. */
const config: Config = {
  rootDir: '../..',
  roots: ['<rootDir>/__tests__/real'],
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
  // What is published is what they test: the helpers they share with other tests import lib/.
  moduleNameMapper: { '^(\\.\\./)+lib$': '<rootDir>/dist' },
  globalSetup: '<rootDir>/__tests__/real/support/check-needs.ts',
  testTimeout: 60_000,
  maxWorkers: '100%',
}

export default config
