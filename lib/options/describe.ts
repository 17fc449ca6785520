import { types } from 'node:util'
import { quotable } from '../text'

const longest = 60

/**
 * A value as an error message shows it: short, in visible ASCII, and with its type where that is
 * not plain to see.
 */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      // Cut first as well, so that a long text is not escaped in full.
      return quotable(JSON.stringify(value.slice(0, longest)), longest)
    case 'number':
    case 'boolean':
    case 'bigint':
      return `${String(value)} (${typeof value})`
    case 'function':
      return describeFunction(value)
    case 'symbol':
      return 'a symbol'
    case 'undefined':
      return 'undefined'
    default:
      return describeObject(value)
  }
}

function describeObject(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (types.isPromise(value)) return 'a promise'
  const name = classOf(value as object)
  return name === undefined || name === 'Object' ? 'an object' : `an instance of ${name}`
}

function classOf(value: object): string | undefined {
  const { constructor } = (Object.getPrototypeOf(value) ?? {}) as { constructor?: unknown }
  return typeof constructor === 'function' ? describeName(constructor) : undefined
}

function describeFunction(value: { readonly name: unknown }): string {
  const name = describeName(value)
  return name === undefined ? 'a function' : `function ${name}`
}

function describeName(value: { readonly name: unknown }): string | undefined {
  const name = nameOf(value)
  return name === undefined ? undefined : quotable(name, longest)
}

/** The name of a function, if it has one: that of a class can be anything. */
export function nameOf({ name }: { readonly name: unknown }): string | undefined {
  return typeof name === 'string' && name !== '' ? name : undefined
}
