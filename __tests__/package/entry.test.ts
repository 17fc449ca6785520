import { cpSync } from 'node:fs'
import path from 'node:path'
import { packed } from './support/packed'
import { Project } from './support/project'

const project = new Project('entry')
const require_ = `const require = (await import('node:module')).createRequire(process.cwd() + '/')`

function evaluate(...lines: string[]): Promise<unknown> {
  return project.run('--input-type=module', '--eval', lines.join('\n'))
}

it('exports the public names to import and to require, and no others', async () => {
  const { imported, required } = (await evaluate(
    require_,
    `const imported = Object.keys(await import('bootstrap-gate'))`,
    `const required = Object.keys(require('bootstrap-gate'))`,
    `console.log(JSON.stringify({ imported, required }))`,
  )) as Record<string, string[]>

  const names = ['BootstrapGateError', 'bootstrapGate', 'isProbe']
  expect(required?.sort()).toEqual(names)
  // What is left is all that `import` gives of any CommonJS module.
  expect(imported).toEqual(expect.arrayContaining(names))
  expect(['default', 'module.exports', ...names]).toEqual(expect.arrayContaining(imported ?? []))
})

it('gives import and require the same error class', async () => {
  const answers = await evaluate(
    require_,
    `const { BootstrapGateError } = await import('bootstrap-gate')`,
    `const required = require('bootstrap-gate')`,
    `console.log(JSON.stringify([`,
    `  new required.BootstrapGateError('stopped', 0) instanceof BootstrapGateError,`,
    `  new BootstrapGateError('stopped', 0) instanceof required.BootstrapGateError,`,
    `]))`,
  )
  expect(answers).toEqual([true, true])
})

it('rejects with the very class that it exports, by its name', async () => {
  const answers = await evaluate(
    require_,
    `const { inspect } = await import('node:util')`,
    `const { bootstrapGate, BootstrapGateError } = await import('bootstrap-gate')`,
    `const gate = bootstrapGate()`,
    `gate.shutdown()`,
    `const error = await gate.opened.catch((error) => error)`,
    `const rejected = await new Promise((resolve) => {`,
    `  const handler = (req, res, next, rejection) => { resolve(rejection) }`,
    `  const other = bootstrapGate({ handler })`,
    `  other.shutdown()`,
    `  const { EventEmitter } = process.getBuiltinModule('node:events')`,
    `  other(new EventEmitter(), new EventEmitter(), () => undefined)`,
    `})`,
    `console.log(JSON.stringify([`,
    `  error.constructor === BootstrapGateError,`,
    `  rejected.constructor === BootstrapGateError,`,
    `  inspect(error).split(':')[0],`,
    `]))`,
  )
  expect(answers).toEqual([true, true, 'BootstrapGateError'])
})

it('knows the errors of another copy of the package', async () => {
  cpSync(packed.folder, path.join(project.folder, 'copy'), { recursive: true })
  const answers = await evaluate(
    require_,
    `const copy = require('./copy')`,
    `const { BootstrapGateError } = await import('bootstrap-gate')`,
    `const error = new copy.BootstrapGateError('stopped', 0)`,
    `console.log(JSON.stringify([`,
    `  copy.BootstrapGateError === BootstrapGateError,`,
    `  error instanceof BootstrapGateError,`,
    `]))`,
  )
  expect(answers).toEqual([false, true])
})

it('shows package.json, and keeps its inner files to itself', async () => {
  const codes = await evaluate(
    require_,
    `const load = (path) => { try { return require(path).name } catch (error) { return error.code } }`,
    `const paths = ['bootstrap-gate/package.json', 'bootstrap-gate/dist/index.js']`,
    `console.log(JSON.stringify(paths.map(load)))`,
  )
  expect(codes).toEqual(['bootstrap-gate', 'ERR_PACKAGE_PATH_NOT_EXPORTED'])
})

it('needs no other package', async () => {
  project.copy('loads.cjs')
  expect(await project.run('loads.cjs')).toEqual({
    whenMade: ['bootstrap-gate'],
    beforeTheFirst: ['bootstrap-gate'],
    afterHolding: ['bootstrap-gate'],
  })
})

it('loads one file for the making, one for the rest of a gate, one for its report, and one for what shows that', async () => {
  const loaded = await evaluate(
    require_,
    `const path = await import('node:path')`,
    `const loaded = () => Object.keys(require.cache).filter((file) => file.includes('bootstrap-gate')).map((file) => file.split(path.sep).slice(-2).join('/')).sort()`,
    `const { toHtml, ...others } = require('bootstrap-gate/report')`,
    `const shown = loaded()`,
    `const { bootstrapGate } = require('bootstrap-gate')`,
    `const gate = bootstrapGate()`,
    `const made = loaded()`,
    `const page = toHtml(gate.report())`,
    `console.log(JSON.stringify({ shown, made, reported: loaded(), others: Object.keys(others), page: page.slice(0, 15) }))`,
    `gate.shutdown()`,
  )
  expect(loaded).toEqual({
    shown: ['report/index.js'],
    made: ['dist/index.js', 'report/index.js'],
    reported: ['dist/full-gate.js', 'dist/index.js', 'report/index.js', 'telling/report.js'],
    others: ['toText', 'toTraceEvents'],
    page: '<!DOCTYPE html>',
  })
})
