import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { run } from './processes.mjs'

const examples = path.resolve(import.meta.dirname, '../../examples/frameworks')

/** The manifests say which versions; of what these depend on none is newer than this. */
const before = '2026-11-26T12:00:00Z'

/** Frameworks that would ask their makers, or tell them something. */
const silence = {
  ASTRO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  NO_UPDATE_NOTIFIER: '1',
}

/** What an app of ours runs in: nothing of this repository, none of its Jest or npm. */
export const environment = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|NODE_ENV$)/i.test(name)),
  ),
  ...silence,
  // All of it runs on this Node, what npm and a shell start included.
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
}

/**
 * Copies an example, and installs it with the package from a tarball.
 *
 * @returns where it is
 */
export async function install(folder, { scratch, tarball }) {
  const copy = path.join(scratch, folder)
  cpSync(path.join(examples, folder), copy, {
    recursive: true,
    filter: (source) => path.basename(source) !== 'node_modules',
  })
  const file = path.join(copy, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  const { dependencies, devDependencies } = manifest
  const list = dependencies?.['bootstrap-gate'] ? dependencies : devDependencies
  list['bootstrap-gate'] = `file:${tarball}`
  writeFileSync(file, JSON.stringify(manifest, null, 2))
  const args = ['install', '--ignore-scripts', '--no-package-lock', `--before=${before}`]
  await run('npm', args, { cwd: copy, env: environment, seconds: 240 })
  return copy
}

/** Builds an example that was installed, if it has to be built. */
export async function build(copy) {
  const { scripts } = JSON.parse(readFileSync(path.join(copy, 'package.json'), 'utf8'))
  if (!scripts.build) return
  await run(process.execPath, ['--run', 'build'], { cwd: copy, env: environment, seconds: 240 })
}

/** @returns the version of a package that is installed there */
export function versionOf(name, copy) {
  const manifest = path.join(copy, 'node_modules', name, 'package.json')
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}
