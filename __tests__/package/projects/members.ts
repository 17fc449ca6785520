import {
  bootstrapGate,
  BootstrapGateError,
  type AnyRequest,
  type AnyResponse,
  type BootstrapGate,
  type BootstrapGateErrorCode,
  type BootstrapGateEvents,
  type BootstrapGateOptions,
  type BootstrapGateStats,
  type GateStatus,
  type ImportReport,
  type ImportSettledEvent,
  type NextFunction,
  type OpenedInfo,
  type OpenReason,
  type PendingImport,
  type Prerequisite,
  type RejectionHandler,
  type RejectionReason,
  type Release,
  type RequestPredicate,
  type SharedMutex,
} from 'bootstrap-gate'

const isHealthCheck: RequestPredicate = (req) => req.url === '/healthz'
const isForeign = (report: ImportReport): boolean => report.parentURL === null
const database: Prerequisite = Promise.resolve('connected')
const pass: RejectionHandler = (_req, _res, next: NextFunction, rejection) => {
  next(rejection)
}
const release: Release = () => undefined
const mutex: SharedMutex = { acquire: () => Promise.resolve(release) }
const options: BootstrapGateOptions = {
  requiredCompletions: undefined,
  trackImports: true,
  ignoreImport: isForeign,
  waitFor: [database, () => Promise.resolve('warm'), () => 'at once'],
  onBootTimeout: 'fail',
  skip: isHealthCheck,
  handler: pass,
  mutex,
}
const gate: BootstrapGate = bootstrapGate(options)

export const meet = (req: AnyRequest, res: AnyResponse): void => {
  gate(req, res, () => res.statusCode)
}
export const state: GateStatus = gate.state
export const opened: Promise<OpenedInfo> = gate.opened
const stats: BootstrapGateStats = gate.stats()
export const pending: readonly PendingImport[] = stats.imports.pending
export const queueFull: number = stats.rejected.queueFull

gate.events.on('admit', ({ req, waitedMs }) => [req.url?.length, waitedMs.toFixed()])
gate.events.once('open', ({ reason }: { reason: OpenReason }) => reason)
gate.events.on('importSettled', (event: ImportSettledEvent) => event.durationMs)
gate.events.on('reject', ({ error }) => {
  const reason: RejectionReason = error.reason
  const code: BootstrapGateErrorCode = error.code
  return [reason, code]
})
export type HeldMs = BootstrapGateEvents['slotTimeout'][0]['heldMs']

const load: () => Promise<{ readonly title: string }> = gate.lazy(() => import('./report.js'))
export async function results(): Promise<[string, number, string]> {
  const { title } = await load()
  const count = await gate.track(Promise.resolve(1))
  const name = await gate.track(() => 'name', 'label')
  return [title, count, name]
}

export function explain(error: unknown): string {
  return error instanceof BootstrapGateError ? error.code : 'unknown'
}

gate.open()
gate.shutdown()
