import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { examples } from './support/example'

const demo = pathToFileURL(path.join(examples, 'demo/')).href
const picture = readFileSync(path.join(examples, '../docs/demo.svg'), 'utf8')

/** What a script prints that uses modules of the demo. */
function print(script: string): string {
  const args = ['--input-type=module', '--eval', script]
  return execFileSync(process.execPath, args, { encoding: 'utf8' })
}

/** The picture of a text. */
function draw(text: string): string {
  return print(`import { renderTerminal } from '${demo}terminal-svg.mjs'
    process.stdout.write(renderTerminal(${JSON.stringify(text)}, 'a title'))`)
}

it('draws words in their colours and columns', () => {
  const svg = draw('\u001b[31ma < b\u001b[0m  c\n\u001b[32m & d')

  const words = Array.from(svg.matchAll(/<text class="(\w+)" x="([\d.]+)".*>(.*)<\/text>/g))
  expect(words.map(([, colour, x, word]) => [colour, x, word])).toEqual([
    ['red', '22', 'a &lt; b'],
    ['plain', '80.8', 'c'],
    ['green', '30.4', '&amp; d'],
  ])
})

it('draws bars as shapes', () => {
  const svg = draw('\u001b[2m░░\u001b[0m\u001b[36m███\u001b[0m')

  const bars = Array.from(svg.matchAll(/<rect class="([\w ]+)" x="([\d.]+)" .*width="([\d.]+)"/g))
  expect(bars.slice(1).map(([, shape, x, width]) => [shape, x, width])).toEqual([
    ['dim shade', '22', '16.8'],
    ['cyan', '38.8', '25.2'],
  ])
})

it('draws a curve as shapes of its height', () => {
  const svg = draw('\u001b[2m▂▂▄\u001b[0m')

  const bars = Array.from(svg.matchAll(/<rect class="dim" x="([\d.]+)" .*height="([\d.]+)"/g))
  expect(bars.map(([, x, height]) => [x, height])).toEqual([
    ['22', '3.5'],
    ['38.8', '7'],
  ])
})

it('shows the table of the first scene of the demo, and loads nothing', () => {
  const table = print(`import { renderTable } from '${demo}table.mjs'
    import { createStyle } from '${demo}style.mjs'
    import { burst } from '${demo}scenes/burst.mjs'
    console.log(renderTable(burst.rows, { a: {} }, createStyle(false)))`)
  const names = table.match(/^ {2}[a-z]\S*(?: \S+)*/gm) ?? []
  expect(names).toContain('  never answered')

  for (const name of names) expect(picture).toContain(`>${name.trim()}</text>`)
  expect(picture).not.toMatch(/<script|href|url\(|@import/)
  expect(picture.length).toBeLessThan(60_000)
})
