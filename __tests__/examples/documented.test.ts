import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { examples } from './support/example'

const readme = readFileSync(path.join(examples, 'README.md'), 'utf8')
const files = readdirSync(examples).filter((name) => /\.[cm]js$/.test(name))

it('examples/README.md tells every example, and none that is not there', () => {
  const told = Array.from(readme.matchAll(/^\| \[[^\]]+\]\(([^)]+)\)/gm), ([, name]) => name)
  expect(told.sort()).toEqual([...files, 'demo/', 'typescript/'].sort())
})

it.each([
  ...files.map((file) => ({ file, command: `node examples/${file}` })),
  {
    file: 'typescript/app.mts',
    command: 'npx tsc -p examples/typescript && node examples/typescript/dist/app.mjs',
  },
])('examples/$file says how to run it, and examples/README.md says the same', (example) => {
  const [firstLine] = readFileSync(path.join(examples, example.file), 'utf8').split('\n')
  expect(firstLine).toBe(`// ${example.command}`)
  expect(readme).toContain(`\`${example.command}\``)
})
