/** A runtime other than Node. */
export interface Runtime {
  /** Its package on npm. */
  readonly name: string
  /** The line that is fetched, the newest of it. */
  readonly line: number
  /** What prints the value of an expression. */
  readonly print: readonly string[]
  /** What stands before the program that it is to run. */
  readonly run: readonly string[]
}

export const bun: Runtime = { name: 'bun', line: 1, print: ['-p'], run: [] }
export const deno: Runtime = {
  name: 'deno',
  line: 2,
  print: ['eval', '-p'],
  run: ['run', '--allow-all'],
}

/** The variable of the environment that says where a runtime is. */
export function variableOf({ name }: Runtime): string {
  return `${name.toUpperCase()}_PATH`
}
