/** In a process of `measureBoot`: serves, and reports when asked. */
export function serveBoot(app, countPools = () => 0) {
  const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
  process.on('message', () => {
    process.send({
      poolsOpened: countPools(),
      peakBytes: process.resourceUsage().maxRSS * 1_024,
    })
  })
  process.on('disconnect', () => process.exit())
}
