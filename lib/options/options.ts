import { describe } from './describe'
import { withCode } from './invalid-argument'
import { nearest } from './nearest'
import {
  boolean,
  callable,
  integer,
  milliseconds,
  mutex,
  oneOf,
  prerequisites,
  type Check,
} from './option-checks'
import { unavailable } from '../rejection/unavailable'
import type { BootstrapGateOptions } from '../types'

type Given<K extends keyof BootstrapGateOptions> = Exclude<BootstrapGateOptions[K], undefined>

/** The options with nothing left to decide. Those without a default may be missing. */
export type GateOptions = {
  readonly [K in Exclude<keyof BootstrapGateOptions, 'mutex' | 'ignoreImport' | 'skip'>]-?: Given<K>
} & Pick<BootstrapGateOptions, 'mutex' | 'ignoreImport' | 'skip'>

/** The compiler keeps this list complete. */
const checks: Readonly<Record<keyof BootstrapGateOptions, Check>> = {
  requiredCompletions: integer(0),
  concurrency: integer(1),
  trackImports: boolean,
  ignoreImport: callable,
  quietMs: milliseconds,
  waitFor: prerequisites,
  maxQueueSize: integer(0),
  queueTimeoutMs: milliseconds,
  slotTimeoutMs: milliseconds,
  bootTimeoutMs: milliseconds,
  onBootTimeout: oneOf('open', 'fail'),
  skip: callable,
  requestWasSuccessful: callable,
  handler: callable,
  retryAfterSeconds: integer(0),
  mutex,
}

/**
 * Checks what the user gave and fills in the defaults.
 *
 * @throws TypeError for a wrong type, an unknown option, or two that exclude each other
 * @throws RangeError for a value that is not allowed
 */
export function resolveOptions(given: BootstrapGateOptions = {}): GateOptions {
  checkAll(given)
  const retryAfterSeconds = given.retryAfterSeconds ?? 1
  return {
    requiredCompletions: given.requiredCompletions ?? 4,
    concurrency: given.concurrency ?? 1,
    trackImports: given.trackImports ?? true,
    ignoreImport: given.ignoreImport,
    quietMs: given.quietMs ?? 50,
    waitFor: [...(given.waitFor ?? [])],
    maxQueueSize: given.maxQueueSize ?? 1024,
    queueTimeoutMs: given.queueTimeoutMs ?? 25_000,
    slotTimeoutMs: given.slotTimeoutMs ?? 10_000,
    bootTimeoutMs: given.bootTimeoutMs ?? 30_000,
    onBootTimeout: given.onBootTimeout ?? 'open',
    skip: given.skip,
    requestWasSuccessful: given.requestWasSuccessful ?? (() => true),
    retryAfterSeconds,
    handler: given.handler ?? unavailable(retryAfterSeconds),
    mutex: given.mutex,
  }
}

function checkAll(given: BootstrapGateOptions): void {
  if (typeof given !== 'object' || (given as unknown) === null || Array.isArray(given)) {
    const message = `bootstrapGate: options must be an object, received ${describe(given)}.`
    throw withCode(new TypeError(message))
  }
  const known = Object.keys(checks) as (keyof BootstrapGateOptions)[]
  const unknown = Object.keys(given).find((key) => !(known as string[]).includes(key))
  if (unknown !== undefined) throw unknownOption(unknown, known)
  for (const name of known) {
    const value = given[name]
    if (value !== undefined) checks[name](name, value)
  }
  if (given.mutex !== undefined && given.concurrency !== undefined) {
    throw withCode(
      new TypeError(
        'bootstrapGate: `mutex` and `concurrency` exclude each other, received both. ' +
          'A mutex lets one request in at a time: leave `concurrency` out.',
      ),
    )
  }
}

function unknownOption(name: string, known: readonly string[]): TypeError {
  return withCode(
    new TypeError(
      `bootstrapGate: unknown option ${describe(name)}. ` +
        `Did you mean \`${nearest(name, known)}\`? Allowed are ${known.join(', ')}.`,
    ),
  )
}
