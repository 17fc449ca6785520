import { invalidArgument } from '../options/invalid-argument'
import { nearest } from '../options/nearest'

type Shape = Readonly<Record<string, unknown>>

/** Checks what the functions are given that follow a gate. */
export class Arguments {
  readonly #caller: string

  /** @param caller - the function that was called */
  constructor(caller: string) {
    this.#caller = caller
  }

  /** @throws TypeError when it is no gate */
  checkGate(gate: unknown): void {
    const { stats, events, opened } = partsOf(gate)
    const isGate = typeof stats === 'function' && hasAll(events, ['on', 'off']) && opened
    if (!isGate) throw this.wrong('gate', 'what bootstrapGate() returns', gate)
  }

  /** @throws TypeError when they are no object, or there is an option that is not known */
  checkOptions(options: unknown, known: readonly string[]): void {
    if (typeof options !== 'object' || options === null) {
      throw this.wrong('options', 'an object', options)
    }
    const unknown = Object.keys(options).find((key) => !known.includes(key))
    if (unknown === undefined) return
    const advice = `Did you mean \`${nearest(unknown, known)}\`?`
    throw this.wrong('options', `an object of ${known.join(', ')}`, unknown, advice)
  }

  /**
   * @param value - what is to have the methods: the argument itself, or a part of it
   * @throws TypeError when it has not all of them
   */
  checkMethods(
    name: string,
    allowed: string,
    value: unknown,
    methods: readonly string[],
    argument = value,
  ): void {
    if (!hasAll(value, methods)) throw this.wrong(name, allowed, argument)
  }

  /** @throws TypeError when it is no object of texts, numbers and what else is allowed */
  checkValues(name: string, values: unknown, types: readonly string[]): void {
    const allowed = `an object of values of the type ${types.join(' or ')}`
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      throw this.wrong(name, allowed, values)
    }
    for (const [key, value] of Object.entries(values)) {
      if (!types.includes(typeof value)) {
        throw this.wrong(`${name}.${key}`, `a ${types.join(' or a ')}`, value)
      }
    }
  }

  wrong(name: string, allowed: string, given: unknown, advice?: string): TypeError {
    return invalidArgument(TypeError, name, allowed, given, advice, this.#caller)
  }
}

function hasAll(value: unknown, methods: readonly string[]): boolean {
  return methods.every((method) => typeof partsOf(value)[method] === 'function')
}

function partsOf(value: unknown): Shape {
  const isObject = typeof value === 'object' || typeof value === 'function'
  return isObject && value !== null ? (value as Shape) : {}
}
