// What a gate for each of 200 routes costs, before its first request and when it has opened.
import { coldRoutes } from './subjects/cold-routes.mjs'
import { runProcess } from './support/child.mjs'
import { interleave } from './support/interleave.mjs'
import { runAlone } from './support/run-alone.mjs'
import { summarise } from './support/statistics.mjs'

const routes = 200
const ways = Object.keys(coldRoutes)
const [baseline] = ways

export async function measure({ quick }) {
  const rounds = quick ? 3 : 15
  const results = await interleave(ways, rounds, (way) =>
    runProcess('cold-routes.mjs', [way, routes], { flags: ['--expose-gc'] }),
  )
  return {
    rounds,
    routes,
    rows: ways.map((way) => {
      const figure = (read) => summarise(results[way].map(read))
      /** Of one gate: what the same routes take without gates is subtracted. */
      const kilobytes = (phase) =>
        figure(
          (result, round) =>
            (result[phase].bytes - results[baseline][round][phase].bytes) / routes / 1_000,
        )
      return {
        way,
        isBaseline: way === baseline,
        makeMs: figure(({ makeMs }) => makeMs),
        closedKilobytes: kilobytes('closed'),
        openKilobytes: kilobytes('open'),
        closedListeners: results[way][0].closed.listeners,
        openListeners: Math.max(...results[way].map(({ open }) => open.listeners)),
        importUs: figure(({ importUs }) => importUs),
        requestUs: figure(({ requestUs }) => requestUs),
        firstUs: figure(({ firstUs }) => firstUs),
      }
    }),
  }
}

await runAlone(import.meta, measure)
