import { setImmediate as turn } from 'node:timers/promises'
import { abort, createExchanges } from '../support/fake-messages.mjs'
import { holdAll, prepare } from '../support/hold.mjs'
import { reportSizes } from '../support/report-sizes.mjs'
import { shuffle } from '../support/shuffle.mjs'

await reportSizes(async (subject, size, begin) => {
  const eventsMs = await measureEvents(size)
  const { holder, exchanges } = await prepare(subject, size)
  await holdAll(holder, exchanges)
  begin()
  const ms = await abortAll(exchanges)
  return { ms, eventsMs, beyondMs: ms - eventsMs }
})

/** What the events take by themselves, with listeners that do nothing. */
async function measureEvents(size) {
  const exchanges = createExchanges(size)
  const listener = () => {}
  for (const { req, res } of exchanges) {
    req.on('close', listener)
    res.on('close', listener)
  }
  return abortAll(exchanges)
}

async function abortAll(exchanges) {
  const order = shuffle(exchanges)
  globalThis.gc()
  const begun = performance.now()
  for (const exchange of order) abort(exchange)
  await turn()
  return performance.now() - begun
}
