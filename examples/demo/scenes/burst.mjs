import { describeClients } from '../clients.mjs'
import {
  answered,
  cell,
  failed,
  initialisations,
  listening,
  row,
  seconds,
  unanswered,
  wait,
} from '../rows.mjs'

/** Everybody at once. */
export const burst = {
  describeClients,
  introduce: ({ length }) => `${length} clients at once meet an Express app that has just started.`,
  rows: [
    answered,
    failed,
    unanswered,
    initialisations,
    row('p50 of all waits', (run) => cell(seconds(run.p50Ms))),
    row('p99 of all waits', (run) => wait(run.p99Ms)),
    row('time until all were served', (run) => wait(run.lastMs)),
    listening,
    row('peak memory', (run) => cell(`${Math.round(run.peakMemoryBytes / 2 ** 20)} MB`)),
  ],
  page: 'boot.html',
  bootOf: '  The boot of the run with the gate:',
  explain: (patience) => [
    'Initialisations: how often the connection pool was opened; once is right.',
    'Warmed up first: gate.warmUp() with each of the six routes, before it listens.',
    `Waits: of all clients; one that went away after ${patience} waits for ever.`,
    'Memory: of the process that serves.',
  ],
}
