import { fileURLToPath } from 'node:url'

// The test runner, a process of its own, inherits these: the same few schedules for every mutant.
process.env.MODEL_RUNS ??= '150'
process.env.MODEL_SEED ??= '1'

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['lib/**/*.ts'],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    projectType: 'custom',
    config: {
      roots: ['<rootDir>/lib', '<rootDir>/__tests__'],
      testMatch: [
        '**/__tests__/unit/**/*.test.ts',
        '**/__tests__/faults/*.test.ts',
        '**/__tests__/integration/node-*.test.ts',
        '**/__tests__/model/schedules-1.test.ts',
      ],
      // What runs the built package, what reads the source, and what is slow and finds no mutant more.
      testPathIgnorePatterns: [
        'faults/(idle-exit|injected|little-memory|shutdown|throwing-handler|unhandled-rejections)',
        'unit/(browser-like|lib-layers)',
        'faults/(bodies|busy-mutex|hostile-clients|slow-requests)',
      ],
      testEnvironment: fileURLToPath(
        new URL('__tests__/mutation/environment-until-failure.cjs', import.meta.url),
      ),
      runner: '<rootDir>/__tests__/mutation/runner-until-failure.cjs',
      transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json', diagnostics: false }] },
      setupFilesAfterEnv: ['<rootDir>/__tests__/mutation/setup.ts'],
      testTimeout: 4_000,
    },
  },
  coverageAnalysis: 'perTest',
  ignoreStatic: false,
  concurrency: 2,
  timeoutMS: 5_000,
  timeoutFactor: 1.3,
  disableTypeChecks: false,
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 95, low: 92, break: 90 },
  // Ignored by git, eslint and prettier.
  tempDirName: 'coverage/mutants',
  ignorePatterns: ['benchmarks', 'docs', 'dist', 'examples'],
}
