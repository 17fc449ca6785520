import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { examples } from './support/example'

interface Manifest {
  readonly name: string
  readonly private: boolean
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

interface Framework {
  readonly folder: string
  readonly name: string
  readonly package: string
}

const root = path.dirname(examples)
const read = (...names: string[]): string => readFileSync(path.join(root, ...names), 'utf8')
const program = path.join(root, 'scripts/frameworks/main.mjs')
const page = read('docs/frameworks.md')

const folders = readdirSync(path.join(examples, 'frameworks'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** What the program tries; Jest does not import modules of ES. */
const tried = JSON.parse(
  execFileSync(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { frameworks } from ${JSON.stringify(`file://${root}/scripts/frameworks/frameworks.mjs`)}
     console.log(JSON.stringify(frameworks))`,
  ]).toString(),
) as readonly Framework[]

it('every folder of examples/frameworks is tried', () => {
  expect(tried.map(({ folder }) => folder).sort()).toEqual(folders.sort())
})

it.each(tried)(
  '$folder has a manifest with exact versions, and the gate of this repository',
  (framework) => {
    const manifest = JSON.parse(
      read('examples/frameworks', framework.folder, 'package.json'),
    ) as Manifest
    const { 'bootstrap-gate': gate, ...others } = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
    }

    expect(manifest).toMatchObject({ name: `gate-in-${framework.folder}`, private: true })
    expect(manifest.scripts['start']).toBeDefined()
    expect(gate).toBe('file:../../..')
    for (const version of Object.values(others)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(others).toHaveProperty([framework.package])
  },
)

it.each(tried)(
  'docs/frameworks.md tells of $folder, with the version that is tried',
  (framework) => {
    const { dependencies, devDependencies } = JSON.parse(
      read('examples/frameworks', framework.folder, 'package.json'),
    ) as Manifest
    const version = { ...dependencies, ...devDependencies }[framework.package] ?? ''
    const row = page.split('\n').find((line) => line.startsWith(`| ${framework.name} `))

    expect(page).toContain(`(../examples/frameworks/${framework.folder}/)`)
    expect(row).toContain(`| ${version} `)
  },
)

it('refuses a name that it does not know, and tells those that it knows', () => {
  const run = (): unknown => execFileSync(process.execPath, [program, 'nuts'], { stdio: 'pipe' })

  expect(run).toThrow(/There is no nuts\. There are .*nuxt/)
})
