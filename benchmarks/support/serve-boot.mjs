import module from 'node:module'

/** In a process of `measureBoot`: serves, and reports when asked. */
export function serveBoot(app, countPools = () => 0) {
  const server = app.listen(0, '127.0.0.1', () => {
    process.send({ port: server.address().port, listeningMs: performance.now() })
  })
  process.on('message', () => {
    process.send({
      poolsOpened: countPools(),
      peakBytes: process.resourceUsage().maxRSS * 1_024,
    })
    // Node writes it when a process ends, and this one is killed.
    module.flushCompileCache?.()
  })
  process.on('disconnect', () => process.exit())
}
