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

/** The house from the top down, as docs/architecture.md draws it: a floor imports only from below. */
const floors: readonly (readonly string[])[] = [
  ['index.ts', 'prometheus', 'opentelemetry'],
  ['following'],
  ['bootstrap-gate.ts'],
  ['late-gate.ts'],
  ['full-gate.ts'],
  ['rehearsal.ts'],
  ['upgrades', 'warm-up', 'health', 'report'],
  ['gate.ts'],
  ['surroundings.ts'],
  ['making.ts'],
  ['boot-facts.ts'],
  ['requests'],
  ['boot-work'],
  ['visits'],
  ['user-callbacks.ts'],
  ['options'],
  ['rejection', 'probes', 'readiness.ts'],
  ['gate-state.ts', 'boot-clock.ts'],
  ['telling', 'event-stream-request.ts'],
  ['deferred.ts', 'origin.ts', 'prerequisites.ts', 'torn-down.ts', 'when-listening.ts'],
  ['header-of.ts', 'request-label.ts', 'set-header.ts', 'thenable.ts', 'timers.ts'],
  ['text.ts', 'types.ts'],
  ['types'],
  ['errors.ts'],
]

const roomOf = (file: string): string => file.split(path.sep)[0] ?? ''
const floorOf = (file: string): number => floors.findIndex((rooms) => rooms.includes(roomOf(file)))

test('no file of lib/ imports itself by way of others', () => {
  expect(files.length).toBeGreaterThan(10)
  expect(files.flatMap(importsOf).filter((file) => !files.includes(file))).toEqual([])
  expect(inCircles()).toEqual([])
})

test('every room of lib/ has its floor, and no import runs up or across', () => {
  expect(files.filter((file) => floorOf(file) === -1)).toEqual([])
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((other) => roomOf(other) !== roomOf(file) && floorOf(other) <= floorOf(file))
      .map((other) => `${file} imports ${other}`),
  )
  expect(wrong).toEqual([])
})

test('what tells knows nobody who hears: of telling/ the parts import the interface alone', () => {
  const hearers = files.flatMap((file) =>
    importsOf(file)
      .filter(
        (other) => roomOf(other) === 'telling' && other !== path.join('telling', 'telling.ts'),
      )
      .filter(() => roomOf(file) !== 'telling' && file !== 'gate.ts')
      .map((other) => `${file} imports ${other}`),
  )
  expect(hearers).toEqual([])
})

test('docs/architecture.md draws every file of lib/', () => {
  const page = readFileSync(path.join(root, '../docs/architecture.md'), 'utf8')
  const [drawing = ''] = page.split('\n## ').slice(1)
  const drawn = new Set(drawing.match(/[\w-]+/g))
  const names = files.map((file) => path.basename(file, '.ts')).filter((name) => name !== 'index')
  expect(names.filter((name) => !drawn.has(name))).toEqual([])
})
