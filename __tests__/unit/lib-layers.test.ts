import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../../lib')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)

function importsOf(file: string): string[] {
  const source = readFileSync(path.join(root, file), 'utf8')
  return Array.from(source.matchAll(/from '(\.{1,2}\/[^']+)'/g), ([, specifier = '']) =>
    path.relative(root, path.resolve(root, path.dirname(file), `${specifier}.ts`)),
  )
}

/** The files that are left when those without imports among the rest are taken away, again and again. */
function inCircles(): string[] {
  let rest = files
  for (;;) {
    const depending = rest.filter((file) => importsOf(file).some((other) => rest.includes(other)))
    if (depending.length === rest.length) return rest
    rest = depending
  }
}

test('no file of lib/ imports itself by way of others', () => {
  expect(files.length).toBeGreaterThan(10)
  expect(files.flatMap(importsOf).filter((file) => !files.includes(file))).toEqual([])
  expect(inCircles()).toEqual([])
})
