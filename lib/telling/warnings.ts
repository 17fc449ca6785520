import type { BootstrapGateError } from '../errors'
import { labelRequest } from '../request-label'
import type { Hearer, PendingWork, ToldFault, ToldRequest } from './telling'
import { duration, printable, quotable } from '../text'

/** The codes of the warnings that a gate emits, all of the type `BootstrapGateWarning`. */
export type BootstrapGateWarningCode =
  | 'BOOTSTRAP_GATE_SLOT_TIMEOUT'
  | 'BOOTSTRAP_GATE_BOOT_TIMEOUT'
  | 'BOOTSTRAP_GATE_BOOT_FAILED'
  | 'BOOTSTRAP_GATE_MUTEX_FAULT'
  | 'BOOTSTRAP_GATE_CALLBACK_ERROR'
  | 'BOOTSTRAP_GATE_WARM_UP'

/** How a boot stands at the moment, for those who want to know what it waits for. */
export interface Situation {
  readonly requiredCompletions: number
  readonly completed: number
  readonly prerequisitesMet: boolean
  readonly isWarmingUp: boolean
  readonly inside: readonly ToldRequest[]
  readonly pending: readonly PendingWork[]
  /** Whether Node reports imports, and the gate listens. */
  readonly importsSeen: boolean
  /** What the boot timeout leads to. */
  readonly onBootTimeout: 'open' | 'fail'
}

const mostNamed = 10
const longestName = 200
const longestCause = 500

const unseenAsks =
  'A handler that asks this server by a way that is not seen waits for itself while the gate is closed: ' +
  'over a Unix socket or HTTP/2, from a child process or a worker.'

/** Says in process warnings what is stuck, and what went wrong in the user's own code. */
export class Warnings implements Hearer {
  readonly #situation: () => Situation
  readonly #failedCallbacks = new Set<string>()

  constructor(situation: () => Situation) {
    this.#situation = situation
  }

  slotTimedOut({ req, ageMs, isWarmUp }: ToldRequest, waitsBehindAnother: boolean): void {
    // The warm-up names it, with all others of its requests.
    if (isWarmUp) return
    const situation = this.#situation()
    const behind = waitsBehindAnother
      ? 'Its response waits behind another one of its connection. '
      : ''
    warn(
      'BOOTSTRAP_GATE_SLOT_TIMEOUT',
      `${labelRequest(req)} has kept its slot in the bootstrap gate for ${duration(ageMs)}: ` +
        `the slot passes on, the request goes on. ${behind}${inFlight(situation)}`,
      situation.pending.length === 0 ? unseenAsks : undefined,
    )
  }

  bootTimedOut(closedMs: number): void {
    const situation = this.#situation()
    const { requiredCompletions, completed, prerequisitesMet, isWarmingUp, inside } = situation
    const outcome = situation.onBootTimeout === 'open' ? 'opens now for everybody' : 'fails now'
    const requests = inside.map(({ req, ageMs }) => `${labelRequest(req)} for ${duration(ageMs)}`)
    warn(
      'BOOTSTRAP_GATE_BOOT_TIMEOUT',
      `The bootstrap gate has been closed for ${duration(closedMs)} and ${outcome}. ` +
        (prerequisitesMet ? '' : '`waitFor` has not fulfilled. ') +
        (isWarmingUp ? 'A warm-up is running. ' : '') +
        `${String(completed)} of ${String(requiredCompletions)} required requests have completed. ` +
        `${requests.length === 0 ? 'No request is inside the app' : `Inside the app: ${some(requests)}`}. ` +
        inFlight(situation),
    )
  }

  failed({ reason, cause }: BootstrapGateError): void {
    // A boot that has timed out has been told of.
    if (reason !== 'boot-failed') return
    warn(
      'BOOTSTRAP_GATE_BOOT_FAILED',
      '`waitFor` of a bootstrap gate was rejected: the boot has failed, and every request gets a 503 ' +
        'until the process is restarted.',
      explain(cause),
    )
  }

  warmUpFellShort(what: string, advice: string): void {
    warn('BOOTSTRAP_GATE_WARM_UP', what, advice)
  }

  mutexFailed({ what, consequence, cause }: ToldFault): void {
    const message = `The \`mutex\` of a bootstrap gate failed: ${what}. ${consequence}.`
    warn('BOOTSTRAP_GATE_MUTEX_FAULT', message, cause === undefined ? undefined : explain(cause))
  }

  callbackFailed({ what, consequence, cause }: ToldFault): void {
    if (this.#failedCallbacks.has(what)) return
    this.#failedCallbacks.add(what)
    const message = `\`${what}\` of a bootstrap gate failed; ${consequence}. This is said once.`
    warn('BOOTSTRAP_GATE_CALLBACK_ERROR', message, explain(cause))
  }
}

function warn(code: BootstrapGateWarningCode, message: string, detail?: string): void {
  const type = 'BootstrapGateWarning'
  process.emitWarning(message, detail === undefined ? { type, code } : { type, code, detail })
}

function inFlight({ pending, importsSeen }: Pick<Situation, 'pending' | 'importsSeen'>): string {
  if (pending.length === 0) {
    return importsSeen
      ? 'No import is in flight.'
      : 'Imports are not seen here: see `gate.track()`.'
  }
  return `In flight: ${some(pending.map(describeWork))}.`
}

function describeWork({ kind, label, parentURL, request, ageMs }: PendingWork): string {
  const name = quotable(label, longestName)
  const what = kind === 'import' ? `import('${name}')` : `tracked work '${name}'`
  const by = parentURL === null ? '' : ` asked for by ${quotable(parentURL, longestName)}`
  const during = request === null ? '' : ` during ${request}`
  return `${what}${by}${during}, in flight for ${duration(ageMs)}`
}

function some(names: readonly string[]): string {
  const more = names.length - mostNamed
  const named = names.slice(0, mostNamed).join('; ')
  return more > 0 ? `${named}; and ${String(more)} more` : named
}

/**
 * Whatever was thrown, in one line, and where: it may be an object that no string can be made of. Its
 * message may say what a client has sent.
 */
function explain(cause: unknown): string {
  try {
    const said = quotable(String(cause), longestCause)
    const stack = cause instanceof Error ? (cause.stack ?? '') : ''
    const frames = stack.split('\n').filter((line) => line.startsWith('    at '))
    return [said, ...frames.map(printable)].join('\n')
  } catch {
    return 'What it failed with cannot be shown.'
  }
}
