import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** The last commit of version 1.0.0. */
const versionOne = 'cd60e18'

/**
 * Installs the package in projects of their own: as it is now, and as it was in version 1.0.0, which is made of
 * the history of the repository. Without that history it is left out.
 *
 * @param measure - called with the folder of each project, by version
 */
export async function withInstalled(measure) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bootstrap-gate-'))
  try {
    const projects = { now: path.join(folder, 'now') }
    cpSync(path.join(root, 'dist'), installed(projects.now, 'dist'), { recursive: true })
    cpSync(path.join(root, 'package.json'), installed(projects.now, 'package.json'))
    const old = path.join(folder, '1.0.0')
    if (await installVersionOne(old)) projects['1.0.0'] = old
    return await measure(projects)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function installVersionOne(project) {
  mkdirSync(installed(project), { recursive: true })
  const archive = git('archive', versionOne, 'lib', 'package.json')
  if (archive === undefined) return false
  execFileSync('tar', ['-x', '-C', installed(project)], { input: archive })
  symlinkSync(
    path.join(root, 'node_modules/async-mutex'),
    path.join(project, 'node_modules/async-mutex'),
  )
  await build({
    entryPoints: [installed(project, 'lib/index.ts')],
    outfile: installed(project, 'dist/index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
  })
  return true
}

function git(...args) {
  try {
    return execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}

function installed(project, ...parts) {
  return path.join(project, 'node_modules/bootstrap-gate', ...parts)
}
