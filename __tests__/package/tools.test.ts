import { Project } from './support/project'
import { bundler, compile, node16, nodeNext, setUpTypeScript } from './support/typescript'

const packages = {
  '@types/node': '@types/node',
  '@opentelemetry': '@opentelemetry',
  'prom-client': 'prom-client',
}

const projects = [
  { name: 'tools-esm', type: 'module', modules: nodeNext },
  { name: 'tools-cjs', type: 'commonjs', modules: node16 },
  { name: 'tools-bundled', type: 'module', modules: bundler },
].map(({ name, type, modules }) => {
  const project = new Project(name, packages)
  project.writeJson('package.json', { private: true, type })
  project.copy('tools.ts')
  setUpTypeScript(project, { ...modules, skipLibCheck: true })
  return { name, project }
})

let complaints: string

beforeAll(async () => {
  complaints = await compile(projects.map(({ project }) => project))
}, 180_000)

it('the real clients fit the entries without a cast, and mistakes are refused', () => {
  expect(complaints).toBe('')
})

it.each(projects)('they work together in $name', async ({ project }) => {
  expect(await project.run('build/tools.js')).toBe(true)
})

it('each entry is a file of its own, that loads nothing else, and can be had without what it is for', async () => {
  const bare = new Project('tools-bare')
  bare.copy('entries.cjs')
  expect(await bare.run('entries.cjs')).toEqual({
    'bootstrap-gate/prometheus': {
      names: ['collectMetrics'],
      loaded: ['bootstrap-gate/dist/prometheus/index.js'],
    },
    'bootstrap-gate/opentelemetry': {
      names: ['instrument'],
      loaded: ['bootstrap-gate/dist/opentelemetry/index.js'],
    },
  })
})

it('their types ask for no package that is not installed', async () => {
  const bare = new Project('tools-types', { '@types/node': '@types/node' })
  bare.writeJson('package.json', { private: true, type: 'commonjs' })
  bare.copy('tools-alone.ts')
  setUpTypeScript(bare, { ...nodeNext, skipLibCheck: false })
  expect(await compile([bare])).toBe('')
}, 60_000)
