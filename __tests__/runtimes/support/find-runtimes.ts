import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { bun, deno, variableOf, type Runtime } from './runtimes'

/** Fetches the runtimes from npm. One that cannot be had ends the run: a test that is skipped proves nothing. */
export default function findRuntimes(): void {
  for (const runtime of [bun, deno]) {
    const [version = '', file = ''] = find(runtime)
    process.env[variableOf(runtime)] = file
    console.log(`${runtime.name} ${version}`)
  }
}

function find({ name, line, print }: Runtime): string[] {
  const wanted = `[process.versions.${name}, process.execPath].join("\\n")`
  const fetch = ['exec', '--yes', `--package=${name}@${String(line)}`]
  // Elsewhere than in the repository, so that no package of it is found first.
  const settings = { cwd: tmpdir(), encoding: 'utf8' } as const
  return execFileSync('npm', [...fetch, '--', name, ...print, wanted], settings)
    .trim()
    .split('\n')
}
