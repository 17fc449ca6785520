import { packed } from './support/packed'

it('holds the code, a file for what each user loads, the types and the documents, and nothing else', () => {
  expect(packed.files).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/bootstrap-gate.d.ts',
    'dist/errors.d.ts',
    'dist/health/health.js',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/opentelemetry/api.d.ts',
    'dist/opentelemetry/index.d.ts',
    'dist/opentelemetry/index.js',
    'dist/opentelemetry/instrument.d.ts',
    'dist/probes/is-probe.d.ts',
    'dist/prometheus/client.d.ts',
    'dist/prometheus/collect-metrics.d.ts',
    'dist/prometheus/index.d.ts',
    'dist/prometheus/index.js',
    'dist/report/index.d.ts',
    'dist/report/index.js',
    'dist/report/trace/event.d.ts',
    'dist/telling/report.js',
    'dist/types.d.ts',
    'dist/types/channels.d.ts',
    'dist/types/events.d.ts',
    'dist/types/gate.d.ts',
    'dist/types/messages.d.ts',
    'dist/types/options.d.ts',
    'dist/types/report.d.ts',
    'dist/types/stats.d.ts',
    'dist/types/warm-up.d.ts',
    'dist/upgrades/upgrades.js',
    'dist/warm-up/warm-ups.js',
    'package.json',
  ])
})

it('depends on async-mutex alone, and runs nothing when it is installed', () => {
  const { dependencies, scripts } = packed.manifest
  expect(Object.keys(dependencies)).toEqual(['async-mutex'])
  expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([])
})
