import type { Config } from 'jest'

/** Tests on other runtimes than Node: `npm run test:runtimes`. */
const config: Config = {
  rootDir: '../..',
  roots: ['<rootDir>/__tests__/runtimes'],
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
  globalSetup: '<rootDir>/__tests__/runtimes/support/find-runtimes.ts',
  maxWorkers: '100%',
  testTimeout: 20_000,
}

export default config
