import { findNode } from '../../scripts/find-node.mjs'

const lines = [20, 22, 24, 26]

/**
 * The newest Node of each line, as npm has it. A line that cannot be had is left out.
 *
 * @returns where it is, by its version
 */
export function findNodes() {
  return Object.fromEntries(lines.map(findLine).filter(Boolean))
}

function findLine(line) {
  if (process.version.startsWith(`v${line}.`)) return [process.version, process.execPath]
  try {
    const { version, file } = findNode(line)
    return [version, file]
  } catch {
    return undefined
  }
}
