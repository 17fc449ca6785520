import { nameOf } from './options/describe'
import { invalidArgument, withCode } from './options/invalid-argument'
import { shareLoad } from './boot-work/share-load'
import { resolveOptions } from './options/options'
import { LateGate } from './late-gate'
import { isThenable } from './thenable'
import type {
  AnyRequest,
  AnyResponse,
  BootReport,
  BootstrapGate,
  BootstrapGateOptions,
  BootstrapGateStats,
  Middleware,
  NextFunction,
} from './types'
import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Makes a middleware that holds concurrent requests until the app has booted: until enough of them
 * have completed, one at a time, and the dynamic imports they caused have settled. After that it
 * calls `next()` straight away, for good.
 *
 * @throws TypeError for an option of the wrong type, an unknown one, or two that exclude each other
 * @throws RangeError for an option with a value that is not allowed
 * @example
 * import express from 'express'
 * import { bootstrapGate } from 'bootstrap-gate'
 *
 * const app = express()
 * app.use(bootstrapGate())
 */
export function bootstrapGate<
  Req extends AnyRequest = IncomingMessage,
  Res extends AnyResponse = ServerResponse,
>(options?: BootstrapGateOptions<Req, Res>): BootstrapGate<Req>
export function bootstrapGate(...given: unknown[]): BootstrapGate {
  if (given.length > 1) throw forgottenCall()
  const options = resolveOptions(given[0] as BootstrapGateOptions | undefined)
  let isOpen = false

  function bootstrapGateMiddleware(
    req: IncomingMessage,
    res: ServerResponse,
    next: NextFunction,
  ): void {
    if (isOpen) next()
    else meet(gate, req, res, next)
  }

  const face = bootstrapGateMiddleware as BootstrapGate
  const gate = new LateGate(options, face, () => {
    isOpen = true
  })
  let health: Middleware | undefined
  let warmUp: BootstrapGate['warmUp'] | undefined
  let upgrade: BootstrapGate['upgrade'] | undefined

  function track<T>(work: PromiseLike<T> | (() => PromiseLike<T> | T), label?: string): Promise<T> {
    if (typeof work !== 'function' && !isThenable(work)) {
      throw invalidArgument(TypeError, 'work', 'a promise, or a function that returns one', work)
    }
    return gate.loaded.bootWork.track(work, chooseLabel(work, label))
  }

  function lazy<T>(loader: () => PromiseLike<T> | T, label?: string): () => Promise<T> {
    if (typeof loader !== 'function') {
      throw invalidArgument(TypeError, 'loader', 'a function', loader)
    }
    const chosen = chooseLabel(loader, label)
    return shareLoad(() => gate.loaded.bootWork.track(loader, chosen))
  }

  const open = (): void => {
    gate.loaded.open('manual')
  }
  const shutdown = (): void => {
    gate.loaded.shutdown()
  }
  const stats = (): BootstrapGateStats => gate.loaded.stats()
  const report = (): BootReport => onDemand.report().assembleReport(gate.making, gate.loaded)

  // Configurable getters: tests can spy on each of them, and none can be assigned to.
  const members: PropertyDescriptorMap = {
    state: { get: () => gate.status },
    opened: { get: () => gate.loaded.opened },
    events: { get: () => gate.loaded.events.emitter },
    track: { get: () => track },
    lazy: { get: () => lazy },
    open: { get: () => open },
    shutdown: { get: () => shutdown },
    stats: { get: () => stats },
    report: { get: () => report },
    warmUp: { get: () => (warmUp ??= onDemand.warmUp().createWarmUp(gate.loaded)) },
    upgrade: { get: () => (upgrade ??= onDemand.upgrades().createUpgrade(gate.loaded)) },
    health: { get: () => (health ??= onDemand.health().createHealth(gate)) },
  }
  for (const member of Object.values(members)) {
    Object.assign(member, { enumerable: true, configurable: true })
  }
  Object.defineProperties(face, members)
  gate.begin()
  return face
}

/** What only some users call is loaded when they do. The build keeps a file of its own for each of these. */
/* eslint-disable @typescript-eslint/no-require-imports -- `import` would load them at once */
const onDemand = {
  health: () => require('./health/health') as typeof import('./health/health'),
  upgrades: () => require('./upgrades/upgrades') as typeof import('./upgrades/upgrades'),
  report: () => require('./telling/report') as typeof import('./telling/report'),
  warmUp: () => require('./warm-up/warm-ups') as typeof import('./warm-up/warm-ups'),
}
/* eslint-enable @typescript-eslint/no-require-imports */

/** A request has come, and the gate is not open. */
function meet(gate: LateGate, req: IncomingMessage, res: ServerResponse, next: NextFunction): void {
  let loaded
  try {
    loaded = gate.loaded
  } catch (error) {
    // A busy process runs out of file descriptors.
    next(error)
    return
  }
  loaded.meet(req, res, next)
}

function chooseLabel(work: unknown, label: unknown): string {
  if (typeof label === 'string') return label
  if (label === undefined) return (typeof work === 'function' && nameOf(work)) || 'unnamed'
  throw invalidArgument(TypeError, 'label', 'a string', label)
}

/** `app.use(bootstrapGate)` makes the framework call the factory with a request. */
function forgottenCall(): TypeError {
  return withCode(
    new TypeError(
      'bootstrapGate was called with a request: it makes the middleware and is not one itself. ' +
        'Write `app.use(bootstrapGate())`, with the parentheses.',
    ),
  )
}
