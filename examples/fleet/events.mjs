const everyMs = 100
const retryMs = 100

/**
 * Event streams that go on where they were: the event after `Last-Event-ID` comes next, whichever
 * process sends it.
 */
export function createEvents(pool) {
  const streams = new Set()
  let isEnding = false
  return {
    async stream(req, res) {
      const connections = await pool.get()
      const { answerTo } = await connections.query(`order ${req.params.id}`)
      let id = Number(req.get('Last-Event-ID') ?? 0)
      const tell = () => res.write(`id: ${++id}\ndata: ${answerTo}\n\n`)
      res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      res.write(`retry: ${retryMs}\n\n`)
      tell()
      if (isEnding) return res.end()
      const timer = setInterval(tell, everyMs)
      streams.add(res)
      res.once('close', () => {
        clearInterval(timer)
        streams.delete(res)
      })
    },
    /** Ends all between two events, properly: an `EventSource` comes again, to another process. */
    end() {
      isEnding = true
      for (const res of streams) res.end()
    },
  }
}
