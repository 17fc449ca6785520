import { describeReturningClients } from '../returning-clients.mjs'
import {
  answered,
  failed,
  initialisations,
  listening,
  row,
  share,
  unanswered,
  wait,
} from '../rows.mjs'

const probeLimitMs = 1_000

/** Everybody who was connected before comes again, and not all of them are ordinary requests. */
export const deploy = {
  describeClients: describeReturningClients,
  introduce: (clients) => {
    const count = (kind) => ofKind(clients, kind).length
    return [
      `After a deploy ${clients.length} clients come again, mixed, to the same app, just started:`,
      `${count('stream')} event streams connect anew, ${count('page')} clients ask for a page that fetches its parts`,
      `from the app's own API, ${count('probe')} health checks come within 2 s, and ${count('ordinary')} ask as before.`,
    ].join('\n')
  },
  rows: [
    answered,
    failed,
    unanswered,
    initialisations,
    row('event streams open', (run) =>
      share(run.streamsOpen, ofKind(run.results, 'stream').length),
    ),
    row('pages shown', ({ results }) => shareInTime(ofKind(results, 'page'), Infinity)),
    row('health checks within 1 s', ({ results }) =>
      shareInTime(ofKind(results, 'probe'), probeLimitMs),
    ),
    row('longest wait of the others', ({ results }) => wait(longest(ofKind(results, 'ordinary')))),
    listening,
  ],
  page: 'boot-deploy.html',
  bootOf: [
    '  The boot of the run with the gate. A stream that has begun lets the',
    '  next one in; what a page fetches from its own app goes in beside it:',
  ].join('\n'),
  explain: (patience) => [
    'Failed: pages that answered 502, as their own API had not answered for 5 s.',
    'Health checks: while code is being loaded they wait too, gate or no gate.',
    `Longest wait: of ordinary clients; who went away after ${patience} waits for ever.`,
  ],
}

function ofKind(all, wanted) {
  return all.filter(({ kind }) => kind === wanted)
}

function shareInTime(results, limitMs) {
  const inTime = results.filter(({ end, ms }) => end === 'answered' && ms <= limitMs)
  return share(inTime.length, results.length)
}

function longest(results) {
  return Math.max(...results.map(({ end, ms }) => (end === 'answered' ? ms : Infinity)))
}
