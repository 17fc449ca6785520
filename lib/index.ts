export { bootstrapGate } from './bootstrap-gate'

export { isProbe } from './probes/is-probe'

export { BootstrapGateError } from './errors'
export type { BootstrapGateErrorCode, RejectionReason } from './errors'

export type {
  // The gate and what can be set of it
  AnyHandler,
  AnyRequest,
  AnyResponse,
  BootstrapGate,
  BootstrapGateOptions,
  ImportReport,
  Middleware,
  NextFunction,
  Prerequisite,
  RejectionHandler,
  Release,
  RequestPredicate,
  SharedMutex,
  UpgradeListener,
  // Warm-up
  WarmUpHeaders,
  WarmUpOptions,
  WarmUpRequest,
  WarmUpResult,
  WarmUpTarget,
  // What it tells
  BootMessage,
  BootReport,
  BootstrapGateEvents,
  BootstrapGateStats,
  GateStatus,
  ImportSettledEvent,
  OpenedInfo,
  OpenReason,
  PendingImport,
  RequestMessage,
  RequestOutcome,
  ReportedBlock,
  ReportedCounts,
  ReportedImport,
  ReportedPhase,
  ReportedRequest,
  ReportedStuck,
} from './types'
