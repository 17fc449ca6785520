import { shorten } from '../text'

const longest = 60

/** A value as an error message shows it: short, and with its type where that is not plain to see. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return shorten(JSON.stringify(value), longest)
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
  return value instanceof Promise ? 'a promise' : 'an object'
}

function describeFunction(value: { readonly name: unknown }): string {
  const name = nameOf(value)
  return name === undefined ? 'a function' : `function ${shorten(name, longest)}`
}

/** The name of a function, if it has one: that of a class can be anything. */
export function nameOf({ name }: { readonly name: unknown }): string | undefined {
  return typeof name === 'string' && name !== '' ? name : undefined
}
