import type { AnyRequest, AnyResponse } from '../types'

/** An app that still fails after this many times the required answers is broken, not booting. */
const patience = 4

/**
 * Makes the rule for one gate of which answers count if the user has none: those below 500, and
 * after a while all but 503, which says that the app is not ready.
 */
export function countsByDefault(
  requiredCompletions: number,
): (req: AnyRequest, res: AnyResponse) => boolean {
  let answers = 0
  return (_req, res) => {
    const isPatient = answers++ < patience * requiredCompletions
    const status = statusOf(res)
    if (typeof status !== 'number' || !(status >= 500)) return true
    return !isPatient && status !== 503
  }
}

/** What was sent: over HTTP/2 it can go out by the stream, and the response knows nothing of it. */
function statusOf(res: AnyResponse): unknown {
  const { stream } = res as { stream?: { sentHeaders?: Readonly<Record<string, unknown>> } }
  return stream?.sentHeaders?.[':status'] ?? res.statusCode
}
