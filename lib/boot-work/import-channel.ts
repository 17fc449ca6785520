import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ImportReport } from '../types'

/** What Node publishes on its tracing channel `module.import`; the same object at start and end. */
interface ImportMessage {
  readonly url: string
  readonly parentURL?: string
  /** Present when the import was rejected. */
  readonly error?: unknown
}

/** Hears of imports. None of its methods may throw: it would throw into Node's loader. */
export interface ImportListener {
  importStarted(key: object, report: ImportReport): void
  importSettled(key: object, status: 'fulfilled' | 'rejected', error: unknown): void
}

const startChannel = 'tracing:module.import:start'
const endChannel = 'tracing:module.import:asyncEnd'
const requireChannel = 'tracing:module.require:start'

/**
 * Reports the dynamic imports of the process from now on.
 *
 * @returns ends the reports
 * @see https://nodejs.org/api/diagnostics_channel.html#built-in-channels
 */
export function listenToImports(listener: ImportListener): () => void {
  const onStart = (message: unknown): void => {
    const { url, parentURL } = message as ImportMessage
    listener.importStarted(message as object, { specifier: url, parentURL: parentURL ?? null })
  }
  const onEnd = (message: unknown): void => {
    const failed = 'error' in (message as ImportMessage)
    const { error } = message as ImportMessage
    listener.importSettled(message as object, failed ? 'rejected' : 'fulfilled', error)
  }
  subscribe(startChannel, onStart)
  subscribe(endChannel, onEnd)
  return () => {
    unsubscribe(startChannel, onStart)
    unsubscribe(endChannel, onEnd)
  }
}

/**
 * Whether Node reports imports. It began to do so in the same change as it began to report
 * `require()`, which can be tried without an import, and so without loading the ESM loader.
 * Deno reports `require()` alone.
 */
export function reportsImports(): boolean {
  if ('deno' in process.versions) return false
  let reported = false
  const onRequire = (): void => {
    reported = true
  }
  subscribe(requireChannel, onRequire)
  try {
    requireWhatIsMissing()
  } catch {
    // Expected to fail: what counts is whether Node reported it.
  } finally {
    unsubscribe(requireChannel, onRequire)
  }
  return reported
}

/**
 * Requires a builtin that does not exist: what does can be answered by a hook on `require` from a
 * cache of its own, unseen by Node. A bare `require` is the bundler's in a bundle, or nobody's.
 */
function requireWhatIsMissing(): void {
  // Missing in early releases of Node 20 and 22, and elsewhere than in Node.
  const { getBuiltinModule } = process as Partial<Pick<NodeJS.Process, 'getBuiltinModule'>>
  getBuiltinModule?.('node:module').createRequire('/')('node:bootstrap-gate-probe')
}
