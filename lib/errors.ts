/** Why a request was rejected. */
export type RejectionReason =
  'queue-full' | 'queue-timeout' | 'boot-timeout' | 'boot-failed' | 'stopped'

const rejections = {
  'queue-full': {
    code: 'ERR_BOOTSTRAP_GATE_QUEUE_FULL',
    message: 'The service is starting and already holds as many requests as it may.',
  },
  'queue-timeout': {
    code: 'ERR_BOOTSTRAP_GATE_QUEUE_TIMEOUT',
    message: 'The service is starting and this request has waited for as long as it may.',
  },
  'boot-timeout': {
    code: 'ERR_BOOTSTRAP_GATE_BOOT_TIMEOUT',
    message: 'The service did not finish starting in time.',
  },
  'boot-failed': {
    code: 'ERR_BOOTSTRAP_GATE_BOOT_FAILED',
    message: 'The service could not start.',
  },
  stopped: {
    code: 'ERR_BOOTSTRAP_GATE_STOPPED',
    message: 'The service is shutting down.',
  },
} as const satisfies Record<RejectionReason, { code: string; message: string }>

/** The stable codes of {@link BootstrapGateError}; match these, not the messages. */
export type BootstrapGateErrorCode = (typeof rejections)[RejectionReason]['code']

/** The code of the `TypeError`s and `RangeError`s that wrong options and arguments get. */
export const invalidArgumentCode = 'ERR_BOOTSTRAP_GATE_INVALID_ARGUMENT'

const brand = Symbol.for('bootstrap-gate.BootstrapGateError')

/**
 * What a rejected request gets, and what `gate.opened` rejects with. Errors of another copy of the
 * package in the same process are instances too.
 */
export class BootstrapGateError extends Error {
  /** The same for all of them. */
  override readonly name = 'BootstrapGateError'
  /** Stable: match this one, not the message. */
  readonly code: BootstrapGateErrorCode
  /** Why the request was rejected; each reason has its code. */
  readonly reason: RejectionReason
  /** The HTTP status to answer with. */
  readonly status = 503
  /** How long the request was held, in whole milliseconds. */
  readonly waitedMs: number

  /**
   * @param reason - why the request is rejected
   * @param waitedMs - how long it was held, in milliseconds
   * @param cause - with `boot-failed`: what the `waitFor` promise was rejected with
   */
  constructor(reason: RejectionReason, waitedMs: number, cause?: unknown) {
    super(rejections[reason].message, cause === undefined ? undefined : { cause })
    this.code = rejections[reason].code
    this.reason = reason
    this.waitedMs = Math.round(waitedMs)
    Object.defineProperty(this, brand, { value: true })
  }

  /** Whether a value is such an error, of this copy of the package or another. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // Subclasses inherit this method, and have no brand of their own.
    if (!isBase(this)) return super[Symbol.hasInstance](value)
    return typeof value === 'object' && value !== null && brand in value
  }
}

/** Asked from outside: esbuild renames a class that names itself, and Node would show that name. */
function isBase(given: unknown): boolean {
  return given === BootstrapGateError
}
