// Runs the tests in frameworks, processes, bundles and examples on the Node lines named, each by that Node
// itself:
// node __tests__/process/run-on-nodes.mjs 20 22 24 26
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findNode } from '../../scripts/find-node.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'test-nodes-'))
const root = path.resolve(import.meta.dirname, '../..')
const tests = [
  '__tests__/integration',
  '__tests__/process',
  '__tests__/package/bundles',
  '__tests__/examples',
]

function test(node, report) {
  const jest = path.join(root, 'node_modules/jest/bin/jest.js')
  const args = [jest, ...tests, '--json', `--outputFile=${report}`]
  const { stderr } = spawnSync(node, args, { cwd: root, encoding: 'utf8' })
  if (!existsSync(report)) throw new Error(`Jest has not come to an end. ${stderr}`)
  return { stderr, ...JSON.parse(readFileSync(report, 'utf8')) }
}

function summarise(line) {
  const began = performance.now()
  const { version, file } = findNode(line)
  const result = test(file, path.join(folder, `${line}.json`))
  if (!result.success) console.log(result.stderr)
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  const { numPassedTests, numFailedTests, numPendingTests } = result
  console.log(
    `Node ${version}: ${numPassedTests} passed, ${numFailedTests} failed, ` +
      `${numPendingTests} not for this line, ${seconds} s`,
  )
  return result.success
}

try {
  const results = process.argv.slice(2).map(summarise)
  process.exitCode = results.length > 0 && results.every(Boolean) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}
