import path from 'node:path'
import ts from 'typescript'
import { root } from './pages'

const files = ['lib/index.ts', 'lib/telling/warnings.ts'].map((file) => path.join(root, file))
const program = ts.createProgram(files, { strict: true, types: ['node'] })
const checker = program.getTypeChecker()

/** A type of the package by its name. */
function typeNamed(name: string): ts.Type {
  for (const file of files) {
    const source = program.getSourceFile(file)
    const module = source && checker.getSymbolAtLocation(source)
    const found = module && checker.getExportsOfModule(module).find((it) => it.name === name)
    if (found !== undefined) return checker.getDeclaredTypeOfSymbol(resolved(found))
  }
  throw new Error(`There is no type ${name}.`)
}

function resolved(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/** The names of the properties of an interface. */
export function keysOf(name: string): string[] {
  return typeNamed(name)
    .getProperties()
    .map((property) => property.name)
}

/** The members of a union of string literals. */
export function valuesOf(name: string): string[] {
  const type = typeNamed(name)
  return (type.isUnion() ? type.types : [type]).map((member) => {
    if (!member.isStringLiteral()) throw new Error(`${name} is no union of strings.`)
    return member.value
  })
}
