import { holdAll, prepare } from '../support/hold.mjs'
import { reportSizes } from '../support/report-sizes.mjs'

/** Out here, so that the collector does not take what is being measured. */
let kept

await reportSizes(async (subject, size, begin) => {
  kept = await prepare(subject, size)
  const bytesBefore = bytesInUse()
  begin()
  const begun = performance.now()
  await holdAll(kept.holder, kept.exchanges)
  const ms = performance.now() - begun
  const bytes = bytesInUse() - bytesBefore
  return { us: (ms * 1_000) / size, bytes: bytes / size }
})

function bytesInUse() {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
