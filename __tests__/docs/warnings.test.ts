import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { whereReported } from '../process/support/node-lines'
import { blocks } from './support/pages'

/** What can be compared: on one line, without durations and process ids. */
function comparable(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\b[\d.]+ m?s\b/g, '… s')
    .replaceAll(/\(node:\d+\) \[\w+\] BootstrapGateWarning: /g, '')
}

const quoted = blocks.filter(
  ({ language, code }) => language === 'text' && /bootstrap gate (for|has)/.test(code),
)

whereReported('the warnings that are quoted are given in these words', async () => {
  const program = path.join(__dirname, 'support/warnings.mjs')
  const { stderr } = await promisify(execFile)(process.execPath, [program])
  const given = comparable(stderr)

  expect(quoted.length).toBeGreaterThan(2)
  expect(
    quoted.map(({ code }) => comparable(code)).filter((text) => !given.includes(text)),
  ).toEqual([])
})
