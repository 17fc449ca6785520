import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { examples } from './support/example'

const readme = readFileSync(path.join(examples, 'README.md'), 'utf8')
const files = readdirSync(examples).filter((name) => /\.[cm]js$/.test(name))

it('examples/README.md tells every example, and none that is not there', () => {
  const told = Array.from(readme.matchAll(/^\| \[[^\]]+\]\(([^)]+)\)/gm), ([, name]) => name)
  expect(told.sort()).toEqual(
    [
      ...files,
      'demo/',
      'fleet/',
      'frameworks/',
      'kubernetes/',
      'proxies/',
      'staggered-boots/',
      'typescript/',
    ].sort(),
  )
})

it.each([
  ...files.map((file) => ({ file, command: `node examples/${file}` })),
  { file: 'kubernetes/app.mjs', command: 'node examples/kubernetes/app.mjs' },
  { file: 'staggered-boots/main.mjs', command: 'node examples/staggered-boots/main.mjs' },
  {
    file: 'typescript/app.mts',
    command: 'npx tsc -p examples/typescript && node examples/typescript/dist/app.mjs',
  },
])('examples/$file says how to run it, and examples/README.md says the same', (example) => {
  const [firstLine] = readFileSync(path.join(examples, example.file), 'utf8').split('\n')
  expect(firstLine).toBe(`// ${example.command}`)
  expect(readme).toContain(`\`${example.command}\``)
})

it('docs/recipes.md shows the program and the manifest for Kubernetes as they are', () => {
  const program = readFileSync(path.join(examples, 'kubernetes/app.mjs'), 'utf8')
  const manifest = readFileSync(path.join(examples, 'kubernetes/deployment.yaml'), 'utf8')
  const recipes = readFileSync(path.join(examples, '../docs/recipes.md'), 'utf8')
  expect(recipes).toContain(`\`\`\`js${program.slice(program.indexOf('\n'))}\`\`\`\n`)
  expect(recipes).toContain(`\`\`\`yaml\n${manifest}\`\`\`\n`)
})

it('docs/recipes.md shows how to get a permit to boot as the example does', () => {
  const module = readFileSync(path.join(examples, 'staggered-boots/boot-permit.mjs'), 'utf8')
  const recipes = readFileSync(path.join(examples, '../docs/recipes.md'), 'utf8')
  expect(recipes).toContain(`\n// boot-permit.mjs\n${module}\`\`\`\n`)
})
