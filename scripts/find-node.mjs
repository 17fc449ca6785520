import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'

const shell = process.platform === 'win32'

/**
 * The newest Node of a line, as npm has it; it is fetched at the first time.
 *
 * @throws when it cannot be had
 */
export function findNode(line) {
  const print = '[process.version, process.execPath].join("\\n")'
  const args = ['exec', '--yes', `--package=node@${line}`, '--', 'node', '-p', print]
  // Elsewhere than in the repository, whose own Node would be found first.
  const answer = execFileSync('npm', args, { cwd: tmpdir(), encoding: 'utf8', shell })
  const [version, file] = answer.trim().split('\n')
  return { version, file }
}
