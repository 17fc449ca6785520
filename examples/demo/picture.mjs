// Runs the first scene of the demo and writes what it shows to docs/demo.svg: npm run picture
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { renderTerminal } from './terminal-svg.mjs'

const demo = fileURLToPath(new URL('main.mjs', import.meta.url))
const picture = new URL('../../docs/demo.svg', import.meta.url)

// It colours its output for a terminal, so let it see one.
const terminal = 'data:text/javascript,process.stdout.isTTY = true'
const env = { ...process.env, NO_COLOR: undefined, TERM: undefined }
const args = ['--import', terminal, demo, '--scene', 'burst']
const { stdout } = await promisify(execFile)(process.execPath, args, { env })

// A line that renews itself is seen as it was last.
const seen = stdout
  .trimEnd()
  .split('\n')
  .map((line) => line.slice(line.lastIndexOf('\r') + 1).replace('\u001b[K', ''))
const svg = renderTerminal(['$ npm start', '', ...seen].join('\n'), 'What npm start shows')
await writeFile(picture, svg)
console.log(`docs/demo.svg: ${(svg.length / 1000).toFixed(1)} kB`)
