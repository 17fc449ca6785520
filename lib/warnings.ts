import type { GateState } from './gate-state'
import type { HeldRequest } from './requests/held-request'
import type { TrackedWork } from './imports/import-tracker'
import { labelRequest } from './requests/request-label'
import type { PendingImport } from './types'

type PendingWork = PendingImport & Pick<TrackedWork, 'kind'>

/** The codes of the warnings that a gate emits, all of the type `BootstrapGateWarning`. */
export type BootstrapGateWarningCode =
  | 'BOOTSTRAP_GATE_SLOT_TIMEOUT'
  | 'BOOTSTRAP_GATE_BOOT_TIMEOUT'
  | 'BOOTSTRAP_GATE_MUTEX_FAULT'
  | 'BOOTSTRAP_GATE_CALLBACK_ERROR'

const mostNamed = 10

export function warn(code: BootstrapGateWarningCode, message: string, detail?: string): void {
  const type = 'BootstrapGateWarning'
  process.emitWarning(message, detail === undefined ? { type, code } : { type, code, detail })
}

export function warnOfSlotTimeout(
  { req, ageMs }: HeldRequest,
  pending: readonly PendingWork[],
): void {
  warn(
    'BOOTSTRAP_GATE_SLOT_TIMEOUT',
    `${labelRequest(req)} has kept its slot in the bootstrap gate for ${duration(ageMs)}: ` +
      `the slot passes on, the request goes on. ${inFlight(pending)}`,
    'A handler that waits for another request to this server waits for itself while the gate is closed.',
  )
}

export function warnOfBootTimeout(boot: {
  readonly closedMs: number
  readonly outcome: string
  readonly state: GateState
  readonly inside: readonly HeldRequest[]
  readonly pending: readonly PendingWork[]
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
      inFlight(boot.pending),
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

function inFlight(pending: readonly PendingWork[]): string {
  if (pending.length === 0) return 'No import is in flight.'
  return `In flight: ${some(pending.map(describeWork))}.`
}

function describeWork({ kind, label, parentURL, request, ageMs }: PendingWork): string {
  const what = kind === 'import' ? `import('${label}')` : `tracked work '${label}'`
  const by = parentURL === null ? '' : ` asked for by ${parentURL}`
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

function explain(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}
