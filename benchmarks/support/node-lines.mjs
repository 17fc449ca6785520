import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'

const lines = [20, 22, 24, 26]
const shell = process.platform === 'win32'

/**
 * The newest Node of each line, as npm has it; it is fetched at the first time. A line that cannot be
 * had is left out.
 *
 * @returns where it is, by its version
 */
export function findNodes() {
  return Object.fromEntries(lines.map(findNode).filter(Boolean))
}

function findNode(line) {
  if (process.version.startsWith(`v${line}.`)) return [process.version, process.execPath]
  const print = '[process.version, process.execPath].join("\\n")'
  const args = ['exec', '--yes', `--package=node@${line}`, '--', 'node', '-p', print]
  try {
    // Elsewhere than in the repository, whose own Node would be found first.
    const answer = execFileSync('npm', args, { cwd: tmpdir(), encoding: 'utf8', shell })
    return answer.trim().split('\n')
  } catch {
    return undefined
  }
}
