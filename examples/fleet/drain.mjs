import net from 'node:net'
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'

/** One more than `fall` in haproxy.cfg: who asks once more has counted the ones before. */
const enoughChecks = 3

/** From the signal on: until when proxies are waited for, and those who came are served. */
const { DRAIN_MS = '3000', SERVE_MS = '15000' } = process.env

/**
 * Ends a process so that nobody is lost. First HAProxy is told, by `/readyz`; all who come
 * meanwhile are served. Then nobody can connect, who came is served, and the process ends.
 */
export function createDrain() {
  /** Those that have not reached their clients whole. */
  const responses = new Set()
  let isDraining = false
  let checks = 0
  let onToldEnough
  const toldEnough = new Promise((resolve) => (onToldEnough = resolve))

  return {
    watch(req, res, next) {
      responses.add(res)
      res.once('close', () => responses.delete(res))
      if (!isDraining) return next()
      res.setHeader('Connection', 'close')
      if (req.path !== '/readyz') return next()
      res.status(503).json({ status: 'draining' })
      if (++checks === enoughChecks) onToldEnough()
    },

    async end(server, { events, gate }) {
      if (!server.listening) process.exit()
      isDraining = true
      for (const res of responses) if (!res.headersSent) res.setHeader('Connection', 'close')
      // HAProxy may be away just now. Behind proxies that do not ask /readyz wait for a time only.
      await Promise.race([toldEnough, delay(Number(DRAIN_MS))])
      events.end()

      // Who has connected by now is accepted first: Node accepts one in a turn.
      let quietTurns = 0
      server.on('connection', () => (quietTurns = 0))
      for (let turns = 0; turns < 10_000 && quietTurns < 10; turns++, quietTurns++) await nextTurn()
      // PM2's channel would keep the process alive.
      server.once('close', () => process.exit())
      // Not server.close(): that would cut off whoever has not read an answer to its end.
      net.Server.prototype.close.call(server)
      setInterval(() => {
        const isBeingRead = [...responses].some((res) => res.writableEnded)
        if (!isBeingRead) server.closeIdleConnections()
      }, 50)

      await delay(Number(SERVE_MS))
      gate?.shutdown()
      await delay(1000)
      server.closeAllConnections()
    },
  }
}
