// Builds dist/ from lib/: the types by tsc, one file for each entry by esbuild (npm run build)
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What users load by name: `bootstrap-gate`, `bootstrap-gate/…`. */
const entries = ['index', 'report/index', 'prometheus/index', 'opentelemetry/index'].map(
  (entry) => `lib/${entry}.ts`,
)
/** What an entry requires when it is needed first, by the same path as in lib/. */
const onDemand = [
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
await build({
  entryPoints: [...entries, ...onDemand.map((file) => `lib/${file}.ts`)],
  outdir: 'dist',
  outbase: 'lib',
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  external: onDemand,
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
})
