import path from 'node:path'
import { http1Client } from '../helpers/client'
import { runFixture } from '../helpers/run-fixture'
import { Project } from './support/project'
import {
  bundler,
  compile,
  node16,
  nodeNext,
  setUpTypeScript,
  typesOnly,
} from './support/typescript'

const express5 = { express: 'express', '@types/express': '@types/express' }
const express4 = { express: 'express4', '@types/express': '@types/express4' }
const connect = { connect: 'connect', '@types/connect': '@types/connect' }
const polka = { polka: 'polka', '@types/polka': '@types/polka' }
const restify = { restify: 'restify', '@types/restify': '@types/restify' }
const nest = { '@nestjs': '@nestjs', 'reflect-metadata': 'reflect-metadata', rxjs: 'rxjs' }

/** The kinds of projects: a program, how its modules are written and found, and what is installed. */
const kinds = [
  { name: 'express-5-esm', app: 'express', type: 'module', modules: nodeNext, packages: express5 },
  { name: 'express-5-cjs', app: 'express', type: 'commonjs', modules: node16, packages: express5 },
  { name: 'express-4-esm', app: 'express', type: 'module', modules: bundler, packages: express4 },
  {
    name: 'express-4-cjs',
    app: 'express',
    type: 'commonjs',
    modules: nodeNext,
    packages: express4,
  },
  { name: 'connect-cjs', app: 'connect', type: 'commonjs', modules: node16, packages: connect },
  { name: 'nest-esm', app: 'nest', type: 'module', modules: nodeNext, packages: nest },
  { name: 'bare-esm', app: 'custom-server', type: 'module', modules: node16, packages: {} },
  { name: 'bare-cjs', app: 'custom-server', type: 'commonjs', modules: nodeNext, packages: {} },
]

/** Kinds that are compiled only: the tests of integration serve with them. */
const compiledKinds = [
  { name: 'polka-cjs', app: 'polka', type: 'commonjs', modules: nodeNext, packages: polka },
  { name: 'restify-cjs', app: 'restify', type: 'commonjs', modules: nodeNext, packages: restify },
]

function setUp({ name, app, type, modules, packages }: (typeof kinds)[number]): Project {
  const project = new Project(name, { '@types/node': '@types/node', ...packages })
  project.writeJson('package.json', { private: true, type })
  project.copy(`${app}.ts`, 'report.ts', 'listen.ts', ...typesOnly, 'mistaken-event.ts')
  // With the types of Node alone ours are checked too. To check those of a framework takes seconds.
  const skipLibCheck = Object.keys(packages).length > 0
  setUpTypeScript(project, { ...modules, skipLibCheck })
  return project
}

const projects = new Map([...kinds, ...compiledKinds].map((kind) => [kind.name, setUp(kind)]))
let complaints: string

beforeAll(async () => {
  complaints = await compile([...projects.values()])
}, 180_000)

it('fits the types of every framework without a cast, and refuses mistakes', () => {
  expect(complaints).toBe('')
})

it.each(kinds)('serves a project of the kind $name', async ({ name, app }) => {
  const { folder } = projects.get(name) as Project
  const program = path.join(folder, 'build', `${app}.js`)
  const { port, told } = await runFixture(program, { cwd: folder, stdout: 'ignore' })
  const send = http1Client(port)

  expect(await send('/healthz').answer).toMatchObject({ status: 200, body: 'well' })
  const answers = await Promise.all(Array.from({ length: 4 }, () => send('/report').answer))
  expect(answers.map(({ body }) => body)).toEqual(Array(4).fill('report'))
  expect(await told.at(0)).toEqual({ reason: 'completed', completed: 4, skipped: 1 })
  expect(await send('/report').answer).toMatchObject({ status: 200, body: 'report' })
})
