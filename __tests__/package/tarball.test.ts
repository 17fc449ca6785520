import { readFileSync } from 'node:fs'
import path from 'node:path'
import { packed, repository } from './support/packed'

it('holds the code, a file for what each user loads, the types and the documents, and nothing else', () => {
  expect(packed.files).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/bootstrap-gate.d.ts',
    'dist/errors.d.ts',
    'dist/full-gate.js',
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

it('has the licence of what is built into it', () => {
  const licenceOf = (folder: string): string => readFileSync(path.join(folder, 'LICENSE'), 'utf8')
  expect(licenceOf(packed.folder)).toContain(
    licenceOf(path.join(repository, 'node_modules/async-mutex')),
  )
})

it('has no line that would fill a screen when an error is thrown in it', () => {
  const code = packed.files.filter((file) => file.endsWith('.js'))
  const lines = code.flatMap((file) =>
    readFileSync(path.join(packed.folder, file), 'utf8').split('\n'),
  )
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1000)
})

it('depends on nothing, and runs nothing when it is installed', () => {
  const { dependencies = {}, scripts } = packed.manifest
  expect(dependencies).toEqual({})
  expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([])
})
