/**
 * Measures a cold boot, whatever stands before the app: from the start of the process until it listens,
 * and from then on the time in which somebody waits for it, until it has answered each kind once.
 *
 * @param paths - how the paths of the kinds begin
 */
export function createBootWatch(paths) {
  const missing = new Set(paths)
  let listeningMs
  let waiting = 0
  let waitingSince
  let askedMs = 0
  return {
    listening() {
      listeningMs = performance.now()
    },
    watch(req, res) {
      const path = paths.find((each) => req.url.startsWith(each))
      if (missing.size === 0 || path === undefined) return
      if (waiting++ === 0) waitingSince = performance.now()
      res.once('close', () => {
        waiting--
        if (missing.size === 0) return
        if (res.writableFinished && res.statusCode === 200) missing.delete(path)
        // A warm-up before it listens is in the time until then.
        const isMeasured = listeningMs !== undefined && (waiting === 0 || missing.size === 0)
        if (isMeasured) askedMs += performance.now() - waitingSince
      })
    },
    /** Until it is over there is none. */
    get coldBootMs() {
      return missing.size === 0 ? listeningMs + askedMs : undefined
    },
  }
}
