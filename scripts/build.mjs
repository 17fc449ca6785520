// Builds dist/ from lib/: the types by tsc, one file for each entry by esbuild (npm run build)
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { breakLines } from './break-lines.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What users load by name: `bootstrap-gate`, `bootstrap-gate/…`. */
const entries = ['index', 'report/index', 'prometheus/index', 'opentelemetry/index'].map(
  (entry) => `lib/${entry}.ts`,
)
/** What an entry requires when it is needed first, by the same path as in lib/. */
const onDemand = [
  './full-gate',
  './health/health',
  './telling/report',
  './upgrades/upgrades',
  './warm-up/warm-ups',
]

process.chdir(root)
rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
})
const { outputFiles } = await build({
  entryPoints: [...entries, ...onDemand.map((file) => `lib/${file}.ts`)],
  outdir: 'dist',
  outbase: 'lib',
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: onDemand,
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
  write: false,
})
for (const { path: file, text } of outputFiles) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, breakLines(text, 120))
}
