import type { Config } from 'jest'

/** Whether all tests are to run: some of them cover some of lib/ only. */
const isWhole = process.argv.slice(2).every((argument) => argument.startsWith('-'))

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/lib', '<rootDir>/__tests__'],
  testMatch: ['**/__tests__/**/*.test.ts'],
  // They need more than Node, and are run by npm run test:real and npm run test:runtimes.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/__tests__/real/',
    '<rootDir>/__tests__/runtimes/',
  ],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
  testTimeout: 20_000,
  // They wait for processes more than they compute.
  maxWorkers: '100%',
  collectCoverageFrom: ['lib/**/*.ts'],
  coverageReporters: ['text-summary'],
  ...(isWhole && { coverageThreshold: { global: { lines: 100, functions: 100, branches: 95 } } }),
}

export default config
