import { invalidArgument } from './invalid-argument'
import { isThenable } from '../thenable'

/** Throws when an option's value is not one that is allowed. */
export type Check = (name: string, value: unknown) => void

/** Node's timers take no longer delay: one of 2^31 ms or more would fire at once. */
const longestDelayMs = 2 ** 31 - 1

export function integer(minimum: number): Check {
  const allowed = `an integer of at least ${String(minimum)}`
  return (name, value) => {
    if (typeof value !== 'number') throw invalidArgument(TypeError, name, allowed, value)
    if (!Number.isSafeInteger(value) || value < minimum) {
      throw invalidArgument(RangeError, name, allowed, value)
    }
  }
}

export const milliseconds: Check = (name, value) => {
  const allowed = `a number of milliseconds from 0 to ${String(longestDelayMs)}`
  if (typeof value !== 'number') throw invalidArgument(TypeError, name, allowed, value)
  if (!(value >= 0 && value <= longestDelayMs)) {
    throw invalidArgument(RangeError, name, allowed, value)
  }
}

export function oneOf(...values: string[]): Check {
  const allowed = values.map((value) => `'${value}'`).join(' or ')
  return (name, value) => {
    if (typeof value !== 'string') throw invalidArgument(TypeError, name, allowed, value)
    if (!values.includes(value)) throw invalidArgument(RangeError, name, allowed, value)
  }
}

export const boolean: Check = (name, value) => {
  if (typeof value !== 'boolean') throw invalidArgument(TypeError, name, 'true or false', value)
}

export const callable: Check = (name, value) => {
  if (typeof value !== 'function') throw invalidArgument(TypeError, name, 'a function', value)
}

export const prerequisites: Check = (name, value) => {
  if (!Array.isArray(value)) {
    const advice = isThenable(value) ? 'Put it in an array.' : undefined
    throw invalidArgument(
      TypeError,
      name,
      'an array of promises, or of functions that return one',
      value,
      advice,
    )
  }
  // A copy, for `forEach` skips the holes of an array.
  Array.from<unknown>(value).forEach((item, index) => {
    if (typeof item === 'function' || isThenable(item)) return
    const allowed = 'a promise, or a function that returns one'
    throw invalidArgument(TypeError, `${name}[${String(index)}]`, allowed, item)
  })
}

export const mutex: Check = (name, value) => {
  if (typeof (value as { acquire?: unknown } | null)?.acquire === 'function') return
  const allowed = 'an object with an acquire() method, like a Mutex of async-mutex'
  throw invalidArgument(TypeError, name, allowed, value)
}
