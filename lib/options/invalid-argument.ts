import { describe } from './describe'
import { invalidArgumentCode } from '../errors'

/** What is wrong with an argument: its type, or its value. */
type Fault = typeof TypeError | typeof RangeError

/**
 * Makes the error for a wrong argument. It names the argument, what is allowed and what was given.
 *
 * @param advice - what to do about it, as a sentence
 * @param caller - the function that was called
 */
export function invalidArgument(
  Fault: Fault,
  name: string,
  allowed: string,
  given: unknown,
  advice?: string,
  caller = 'bootstrapGate',
): TypeError | RangeError {
  const message = `${caller}: \`${name}\` must be ${allowed}, received ${describe(given)}.`
  return withCode(new Fault(advice === undefined ? message : `${message} ${advice}`))
}

/** Marks an error about wrong use of the package with its stable code. */
export function withCode<E extends Error>(error: E): E {
  return Object.assign(error, { code: invalidArgumentCode })
}
