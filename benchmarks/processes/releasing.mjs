import { setImmediate as turn } from 'node:timers/promises'
import { createExchanges } from '../support/fake-messages.mjs'
import { holdAll, prepare } from '../support/hold.mjs'
import { reportSizes } from '../support/report-sizes.mjs'
import { watchTurns } from '../support/watch-turns.mjs'

await reportSizes(async (subject, size, begin) => {
  const handlersMs = measureHandlers(size)
  const { app, holder, exchanges } = await prepare(subject, size)
  await holdAll(holder, exchanges)
  globalThis.gc()
  const turns = await watchTurns()
  begin()
  const wanted = app.entered + size
  const begun = performance.now()
  holder.open()
  app.first.end()
  while (app.entered < wanted) await turn()
  const ms = performance.now() - begun
  return { ms, handlersMs, beyondMs: ms - handlersMs, stallMs: await turns.longest() }
})

/** What the handlers take by themselves. */
function measureHandlers(size) {
  const exchanges = createExchanges(size, (req, res) => res.end())
  globalThis.gc()
  const begun = performance.now()
  for (const { next } of exchanges) next()
  return performance.now() - begun
}
