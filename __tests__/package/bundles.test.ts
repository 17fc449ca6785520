import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expected } from '../process/support/node-lines'
import { Project } from './support/project'

const run = promisify(execFile)

/** The ways to bundle, and whether an `import()` of the program is still one in the bundle. */
const ways = [
  { name: 'rollup', program: 'main.mjs', leavesImports: true },
  { name: 'webpack', program: 'main.cjs', leavesImports: false },
  { name: 'esbuild-cjs', program: 'main.cjs', leavesImports: false },
  { name: 'esbuild-esm', program: 'main.mjs', leavesImports: true },
  { name: 'ncc', program: 'main.mjs', leavesImports: true },
  { name: 'vite', program: 'main.mjs', leavesImports: true },
]

const project = new Project('bundled')
/** Beside the project: nothing of what it has installed can be found from there. */
const bundles = path.join(path.dirname(project.folder), 'bundles')

beforeAll(async () => {
  project.copy('bundled')
  const bundler = path.join(__dirname, 'support/bundle.mjs')
  await run(process.execPath, [bundler, project.folder, bundles])
}, 60_000)

/** What the program tells when both requests were served, one after the other. */
function served({ leavesImports }: { leavesImports: boolean }): object {
  return {
    answers: ['report', 'report'],
    peakQueued: 1,
    reason: 'completed',
    automatic: expected.reportsImports,
    importsSettled: expected.reportsImports && leavesImports ? 1 : 0,
    onDemand: { statuses: [200, 503], reason: 'warmed-up', upgrade: 'function' },
  }
}

describe.each(ways)('a program bundled by $name', ({ name, program, leavesImports }) => {
  const folder = path.join(bundles, name)

  it('holds and releases, and knows whether imports are seen', async () => {
    const { stdout } = await run(process.execPath, [program], { cwd: folder })
    expect(JSON.parse(stdout)).toEqual(served({ leavesImports }))
  })

  it('has async-mutex in it', () => {
    const code = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
      .join('\n')
    expect(code).toContain('request for lock canceled')
    expect(code).not.toMatch(/\brequire\(["']async-mutex["']\)/)
  })
})

describe('the same program without a bundler', () => {
  it('holds and releases, and knows whether imports are seen', async () => {
    expect(await project.run('main.mjs')).toEqual(served({ leavesImports: true }))
  })

  it('does so under a hook on require() that answers builtins from a cache', async () => {
    const answer = await project.run('--require', './cached-builtins.cjs', 'main.mjs')
    expect(answer).toEqual(served({ leavesImports: true }))
  })
})
