/** Event streams: each tells at once how its order is, and stays open for what comes. */
export function createEvents(pool) {
  const streams = new Set()
  return {
    async stream(req, res) {
      streams.add(res)
      res.once('close', () => streams.delete(res))
      const connections = await pool.get()
      const { answerTo } = await connections.query(`order ${req.params.id}`)
      res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      res.write(`data: ${answerTo}\n\n`)
    },
    /** How many are open. */
    get open() {
      return [...streams].filter(({ headersSent }) => headersSent).length
    },
    end() {
      for (const res of streams) res.end()
    },
  }
}
