import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ts from 'typescript'
import { blocks, root, type NamedBlock } from './pages'

/** A block of code of the docs as files on disk. */
export interface Program extends NamedBlock {
  /** As they are written, for the compiler. */
  readonly sources: readonly string[]
  /** The one that is run: JavaScript. */
  readonly main: string
}

export interface Workshop {
  readonly directory: string
  readonly programs: readonly Program[]
  clear(): void
}

/** What a program stands under, when it consists of several files: their names. */
const fileName = /^\/\/ ([\w.-]+\.[cm]?[jt]s)$/m

/** Lays all programs of the docs out in a folder where they find the package by its name. */
export function layOut(): Workshop {
  const directory = mkdtempSync(path.join(tmpdir(), 'docs-'))
  symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'))
  const shop = path.join(directory, 'blocks')
  const packages = path.join(shop, 'node_modules')
  const recorded = path.join(packages, 'bootstrap-gate')
  cpSync(path.join(__dirname, 'package'), recorded, { recursive: true })
  writeFileSync(
    path.join(recorded, 'package.json'),
    JSON.stringify({
      exports: {
        '.': { types: './index.d.cts', default: './index.cjs' },
        './*': { types: './*.d.cts', default: './*.cjs' },
      },
    }),
  )
  symlinkSync(root, path.join(packages, 'the-package'))
  for (const name of ['runner.mjs', 'surroundings.cjs']) {
    cpSync(path.join(__dirname, name), path.join(shop, name))
  }
  writeFileSync(path.join(shop, 'package.json'), JSON.stringify({ type: 'module' }))
  const programs = blocks
    .filter(({ language }) => language === 'js' || language === 'ts')
    .map((block) => write(block, path.join(shop, block.name.replace(/[^\w.-]/g, '-'))))
  return {
    directory: shop,
    programs,
    clear: () => {
      rmSync(directory, { recursive: true })
    },
  }
}

function write(block: NamedBlock, directory: string): Program {
  mkdirSync(directory)
  cpSync(path.join(__dirname, 'modules'), directory, { recursive: true })
  const sources = split(block).map(({ name, code }) => {
    const source = path.join(directory, name)
    writeFileSync(source, code)
    if (/ts$/.test(name)) writeFileSync(toJavaScript(source), transpile(code))
    return source
  })
  return { ...block, sources, main: toJavaScript(sources[0] ?? '') }
}

function split({ code, language }: NamedBlock): { name: string; code: string }[] {
  const [before = '', ...named] = code.split(fileName)
  const files = [{ name: nameFor(code, language), code: before }]
  while (named.length > 0) {
    const [name = '', content = ''] = named.splice(0, 2)
    files.push({ name, code: content })
  }
  return files.filter((file) => file.code.trim() !== '')
}

function nameFor(code: string, language: string): string {
  if (language === 'ts') return 'main.mts'
  return /\brequire\(/.test(code) ? 'main.cjs' : 'main.mjs'
}

function toJavaScript(source: string): string {
  return source.replace(/ts$/, 'js')
}

function transpile(code: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  return ts.transpileModule(code, { compilerOptions }).outputText
}
