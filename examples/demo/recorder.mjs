/**
 * Notes when each request reached the gate, entered the app and was answered, in milliseconds since
 * the first one. It all happens in one process, so one clock does.
 */
export function createRecorder() {
  const records = new Map()
  let firstAt
  let openedMs = null
  let enteredOnOpening = 0

  const sinceFirst = () => {
    firstAt ??= performance.now()
    return performance.now() - firstAt
  }

  return {
    watch(gate) {
      gate.events.on('open', () => {
        openedMs = sinceFirst()
      })
      gate.events.on('admit', () => {
        if (openedMs !== null) enteredOnOpening++
      })
    },
    /** Middleware for the place before the gate. */
    arrived(req, res, next) {
      const { method, path } = req
      const record = { method, path, arrivedMs: sinceFirst(), enteredMs: null, doneMs: null }
      records.set(req, { record, res })
      res.once('finish', () => {
        record.doneMs = sinceFirst()
      })
      next()
    },
    /** Middleware for the place behind the gate. */
    entered(req, res, next) {
      records.get(req).record.enteredMs = sinceFirst()
      next()
    },
    /** The first so many requests, in the order in which they went in, and when the gate opened. */
    timings(count) {
      const requests = [...records.values()]
        .map(({ record, res }) => ({ ...record, stays: res.headersSent && record.doneMs === null }))
        .sort((one, other) => entrance(one) - entrance(other))
        .slice(0, count)
      return { requests, openedMs, enteredOnOpening }
    },
  }
}

/** Who has not gone in comes after all who have. */
function entrance({ enteredMs }) {
  return enteredMs ?? Number.MAX_VALUE
}
