import type { GateState } from './gate-state'
import type { IncomingMessage } from 'node:http'
import type { TrackedWork } from './imports/import-tracker'
import { shorten } from './options/describe'
import { labelRequest } from './request-label'
import type { PendingImport } from './types'

type PendingWork = PendingImport & Pick<TrackedWork, 'kind'>

/** The codes of the warnings that a gate emits, all of the type `BootstrapGateWarning`. */
export type BootstrapGateWarningCode =
  | 'BOOTSTRAP_GATE_SLOT_TIMEOUT'
  | 'BOOTSTRAP_GATE_BOOT_TIMEOUT'
  | 'BOOTSTRAP_GATE_MUTEX_FAULT'
  | 'BOOTSTRAP_GATE_CALLBACK_ERROR'

/** A request and how long it has been where it is. */
interface Lasting {
  readonly req: IncomingMessage
  readonly ageMs: number
}

/** What is being loaded, as far as the gate can see. */
export interface BootWorkReport {
  readonly pending: readonly PendingWork[]
  /** Whether Node reports imports, and the gate listens. */
  readonly importsSeen: boolean
}

const mostNamed = 10
const longestName = 200

export function warn(code: BootstrapGateWarningCode, message: string, detail?: string): void {
  const type = 'BootstrapGateWarning'
  process.emitWarning(message, detail === undefined ? { type, code } : { type, code, detail })
}

export function warnOfSlotTimeout({ req, ageMs }: Lasting, bootWork: BootWorkReport): void {
  warn(
    'BOOTSTRAP_GATE_SLOT_TIMEOUT',
    `${labelRequest(req)} has kept its slot in the bootstrap gate for ${duration(ageMs)}: ` +
      `the slot passes on, the request goes on. ${inFlight(bootWork)}`,
    'A handler that waits for another request to this server waits for itself while the gate is closed.',
  )
}

export function warnOfBootTimeout(boot: {
  readonly closedMs: number
  readonly outcome: string
  readonly state: GateState
  readonly inside: readonly Lasting[]
  readonly bootWork: BootWorkReport
}): void {
  const { completed, requiredCompletions, prerequisitesMet } = boot.state
  const requests = boot.inside.map(
    ({ req, ageMs }) => `${labelRequest(req)} for ${duration(ageMs)}`,
  )
  warn(
    'BOOTSTRAP_GATE_BOOT_TIMEOUT',
    `The bootstrap gate has been closed for ${duration(boot.closedMs)} and ${boot.outcome}. ` +
      (prerequisitesMet ? '' : '`waitFor` has not fulfilled. ') +
      `${String(completed)} of ${String(requiredCompletions)} required requests have completed. ` +
      `${requests.length === 0 ? 'No request is inside the app' : `Inside the app: ${some(requests)}`}. ` +
      inFlight(boot.bootWork),
  )
}

export function warnOfMutexFault(fault: string, cause: unknown): void {
  const message = `The \`mutex\` of a bootstrap gate failed: ${fault}. The gate goes on without it.`
  warn('BOOTSTRAP_GATE_MUTEX_FAULT', message, cause === undefined ? undefined : explain(cause))
}

export function warnOfCallbackError(callback: string, consequence: string, cause: unknown): void {
  const message = `\`${callback}\` of a bootstrap gate failed; ${consequence}. This is said once.`
  warn('BOOTSTRAP_GATE_CALLBACK_ERROR', message, explain(cause))
}

function inFlight({ pending, importsSeen }: BootWorkReport): string {
  if (pending.length === 0) {
    return importsSeen
      ? 'No import is in flight.'
      : 'Imports are not seen here: see `gate.track()`.'
  }
  return `In flight: ${some(pending.map(describeWork))}.`
}

function describeWork({ kind, label, parentURL, request, ageMs }: PendingWork): string {
  const name = shorten(label, longestName)
  const what = kind === 'import' ? `import('${name}')` : `tracked work '${name}'`
  const by = parentURL === null ? '' : ` asked for by ${shorten(parentURL, longestName)}`
  const during = request === null ? '' : ` during ${request}`
  return `${what}${by}${during}, in flight for ${duration(ageMs)}`
}

function some(names: readonly string[]): string {
  const more = names.length - mostNamed
  const named = names.slice(0, mostNamed).join('; ')
  return more > 0 ? `${named}; and ${String(more)} more` : named
}

function duration(ms: number): string {
  return ms < 1000 ? `${String(Math.round(ms))} ms` : `${String(Math.round(ms / 100) / 10)} s`
}

/** Whatever was thrown: it may be an object that no string can be made of. */
function explain(cause: unknown): string {
  try {
    return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
  } catch {
    return 'What it failed with cannot be shown.'
  }
}
