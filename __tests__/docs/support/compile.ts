import path from 'node:path'
import ts from 'typescript'
import { createSurroundings } from './surroundings.cjs'
import { root } from './pages'
import type { Workshop } from './workshop'

const options: ts.CompilerOptions = {
  allowJs: true,
  checkJs: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.Node16,
  noEmit: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  strict: true,
  target: ts.ScriptTarget.ES2022,
  types: ['node'],
}

/** Compiles all programs of a workshop: what the compiler says about each file. */
export function compile({ directory, programs }: Workshop): ReadonlyMap<string, string[]> {
  const given = path.join(directory, 'given.d.ts')
  const all = `ReturnType<typeof import('./surroundings.cjs').createSurroundings>`
  const declarations = Object.keys(createSurroundings()).map(
    (name) => `declare const ${name}: ${all}['${name}']`,
  )
  const untyped = ['not-installed', 'express-queue'].map((name) => `declare module '${name}'`)
  const content = [...untyped, ...declarations].join('\n')
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  host.readFile = (file) => (file === given ? content : readFile(file))
  host.fileExists = (file) => file === given || fileExists(file)
  host.getCurrentDirectory = () => root
  const sources = programs.flatMap((program) => program.sources)
  const compilation = ts.createProgram([given, ...sources], options, host)
  return new Map(
    sources.map((source) => {
      const file = compilation.getSourceFile(source)
      const diagnostics = ts.getPreEmitDiagnostics(compilation, file)
      return [source, diagnostics.map(describe)]
    }),
  )
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1
  return `line ${String(line)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
}
