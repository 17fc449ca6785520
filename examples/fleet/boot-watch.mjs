/**
 * Measures a cold boot, whatever stands before the app: from the start of the process to its first
 * answer of each kind. The time in which it listened and nobody came is not in it.
 *
 * @param paths - how the paths of the kinds begin
 */
export function createBootWatch(paths) {
  const missing = new Set(paths)
  let listeningMs
  let firstAskedMs
  let allAnsweredMs
  return {
    listening() {
      listeningMs = performance.now()
    },
    watch(req, res) {
      const path = paths.find((each) => req.url.startsWith(each))
      if (!missing.has(path)) return
      firstAskedMs ??= performance.now()
      res.once('finish', () => {
        if (res.statusCode === 200) missing.delete(path)
        if (missing.size === 0) allAnsweredMs ??= performance.now()
      })
    },
    /** Until it is over there is none. */
    get coldBootMs() {
      if (listeningMs === undefined || allAnsweredMs === undefined) return undefined
      const idleMs = Math.max(0, firstAskedMs - listeningMs)
      return Math.max(listeningMs, allAnsweredMs) - idleMs
    },
  }
}
