import { countsByDefault } from './counts-by-default'
import { describe } from './describe'
import { withCode } from './invalid-argument'
import { isPlain } from './is-plain'
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
import { isThenable } from '../thenable'
import type { BootstrapGateOptions } from '../types'

type Given<K extends keyof BootstrapGateOptions> = Exclude<BootstrapGateOptions[K], undefined>

/** The options with nothing left to decide. Those without a default may be missing. */
export type GateOptions = {
  readonly [
    K in Exclude<keyof BootstrapGateOptions, 'mutex' | 'ignoreImport' | 'skip' | 'handler'>
  ]-?: Given<K>
} & Pick<BootstrapGateOptions, 'mutex' | 'ignoreImport' | 'skip' | 'handler'>

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
  streamTimeoutMs: milliseconds,
  bootTimeoutMs: milliseconds,
  onBootTimeout: oneOf('open', 'fail'),
  slowStart: boolean,
  skip: callable,
  skipProbes: boolean,
  serverTiming: boolean,
  requestWasSuccessful: callable,
  handler: callable,
  retryAfterSeconds: integer(0),
  mutex,
}

const optionNames = Object.keys(checks) as (keyof BootstrapGateOptions)[]

/**
 * Checks what the user gave and fills in the defaults.
 *
 * @throws TypeError for a wrong type, an unknown option, or two that exclude each other
 * @throws RangeError for a value that is not allowed
 */
export function resolveOptions(options: BootstrapGateOptions = {}): GateOptions {
  const given = readAll(options)
  checkAll(given)
  const requiredCompletions = given.requiredCompletions ?? 4
  return {
    requiredCompletions,
    concurrency: given.concurrency ?? 1,
    trackImports: given.trackImports ?? true,
    ignoreImport: given.ignoreImport,
    quietMs: given.quietMs ?? 50,
    waitFor: [...(given.waitFor ?? [])],
    maxQueueSize: given.maxQueueSize ?? 1024,
    queueTimeoutMs: given.queueTimeoutMs ?? 25_000,
    slotTimeoutMs: given.slotTimeoutMs ?? 10_000,
    streamTimeoutMs: given.streamTimeoutMs ?? 250,
    bootTimeoutMs: given.bootTimeoutMs ?? 30_000,
    onBootTimeout: given.onBootTimeout ?? 'open',
    slowStart: given.slowStart ?? false,
    skip: given.skip,
    skipProbes: given.skipProbes ?? true,
    serverTiming: given.serverTiming ?? false,
    requestWasSuccessful: given.requestWasSuccessful ?? countsByDefault(requiredCompletions),
    retryAfterSeconds: given.retryAfterSeconds ?? 1,
    handler: given.handler,
    mutex: given.mutex,
  }
}

/** Reads each option once: a getter must not give one value to be checked and another to be used. */
function readAll(options: BootstrapGateOptions): BootstrapGateOptions {
  if (typeof options !== 'object' || (options as unknown) === null || Array.isArray(options)) {
    throw noOptions('an object', options)
  }
  const own = optionNames.filter((name) => Object.hasOwn(options, name))
  if (own.length === 0 && !isPlain(options)) {
    const allowed = 'a plain object, or have known options of their own'
    throw noOptions(allowed, options, isThenable(options) ? ' Did you forget `await`?' : '')
  }
  const unknown = Object.keys(options).find((key) => !(optionNames as string[]).includes(key))
  if (unknown !== undefined) throw unknownOption(unknown)
  // Undefined ones as well: what is missing in the result would be looked for in its prototype.
  return Object.fromEntries(
    optionNames.map((name) => [name, own.includes(name) ? options[name] : undefined]),
  )
}

function noOptions(allowed: string, given: unknown, advice = ''): TypeError {
  const message = `bootstrapGate: options must be ${allowed}, received ${describe(given)}.${advice}`
  return withCode(new TypeError(message))
}

function checkAll(given: BootstrapGateOptions): void {
  for (const name of optionNames) {
    const value = given[name]
    if (value !== undefined) checks[name](name, value)
  }
  if (given.mutex === undefined) return
  for (const other of ['concurrency', 'slowStart'] as const) {
    // `slowStart: false` is what a mutex asks for.
    if (given[other] === undefined || given[other] === false) continue
    throw withCode(
      new TypeError(
        `bootstrapGate: \`mutex\` and \`${other}\` exclude each other, received both. ` +
          `A mutex lets one request in at a time: leave \`${other}\` out.`,
      ),
    )
  }
}

function unknownOption(name: string): TypeError {
  return withCode(
    new TypeError(
      `bootstrapGate: unknown option ${describe(name)}. ` +
        `Did you mean \`${nearest(name, optionNames)}\`? Allowed are ${optionNames.join(', ')}.`,
    ),
  )
}
