import { cell, row, seconds, verdict } from '../demo/rows.mjs'
import { countRepeatedBoots, longestAllowedMs, longestBootMs } from './judge.mjs'

/** What a run comes to, in the words of the table. */
export const rows = [
  row('requests', (run) => cell(run.requests)),
  row('lost', (run) => verdict(run.lost, run.lost === 0)),
  row('answered with a 5xx', (run) => verdict(run.serverErrors, run.serverErrors === 0)),
  row('longest wait', (run) =>
    verdict(seconds(run.longestMs), run.longestMs <= longestAllowedMs(run)),
  ),
  row('before any restart', (run) => cell(seconds(run.longestCalmMs))),
  row('99 % waited at most', (run) => cell(seconds(run.p99Ms))),
  row('one cold boot', (run) => cell(seconds(longestBootMs(run)))),
  row('pools opened too many', (run) =>
    verdict(countRepeatedBoots(run), countRepeatedBoots(run) === 0),
  ),
  row('uploads whole', (run) => cell(run.uploads)),
  row('streams reconnected', (run) => cell(run.reconnects)),
  row('sent again by HAProxy', (run) => cell(run.retries)),
]

/** For runs in which HAProxy was killed. */
export const outageRows = [
  row('HAProxy killed', (run) => cell(run.outages)),
  row('lost with HAProxy', (run) => cell(run.lostWithProxy)),
  row('of them at a closed gate', (run) => cell(countAborted(run))),
]

function countAborted({ told }) {
  return told.reduce((sum, { gate }) => sum + (gate?.aborted ?? 0), 0)
}
