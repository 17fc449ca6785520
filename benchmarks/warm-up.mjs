// What a request of a warm-up costs beside the same one over loopback.
import { runProcess } from './support/child.mjs'
import { interleave } from './support/interleave.mjs'
import { runAlone } from './support/run-alone.mjs'
import { ratios, summarise } from './support/statistics.mjs'

const subjects = ['in memory', 'over loopback']
const requests = 500

export async function measure({ quick }) {
  const rounds = quick ? 3 : 15
  const results = await interleave(subjects, rounds, (way) =>
    runProcess('warm-up.mjs', [way, requests]),
  )
  const [, loopback] = subjects.map((way) => results[way].map(({ ms }) => ms))
  const rows = subjects.map((way) => {
    const ms = results[way].map((result) => result.ms)
    return {
      way,
      first: summarise(results[way].map(({ firstMs }) => firstMs)),
      each: summarise(ms),
      ratio: ratios(ms, loopback),
    }
  })
  return { rounds, requests, rows }
}

await runAlone(import.meta, measure)
