import type { IncomingMessage, ServerResponse } from 'node:http'
import { endBegun, isEnded, isGone, isHttp2 } from './connection'
import { passError } from './pass-error'
import type { BootstrapGateError } from '../errors'
import { setHeader } from '../set-header'
import { isThenable } from '../thenable'
import type { NextFunction, RejectionHandler } from '../types'

/** Answers a rejected request through `handler`, as far as there is still something to answer. */
export function answerRejected(
  handler: RejectionHandler,
  req: IncomingMessage,
  res: ServerResponse,
  next: NextFunction,
  rejection: BootstrapGateError,
): void {
  if (isGone(req, res) || isEnded(res)) return
  if (res.headersSent) {
    endBegun(res)
    return
  }
  try {
    // An HTTP/1 client is not to use the connection again, so that the server can close.
    if (rejection.reason === 'stopped' && !isHttp2(req)) setHeader(res, 'Connection', 'close')
    // Typed to return nothing, but an async function fits that type too.
    const respond: (...args: Parameters<RejectionHandler>) => unknown = handler
    const result = respond(req, res, next, rejection)
    if (!isThenable(result)) return
    result.then(undefined, (error: unknown) => {
      passError(next, error)
    })
  } catch (error) {
    passError(next, error)
  }
}
