import { lazyPages } from '../support/traffic-files.mjs'

const together = (count, client) => Promise.all(Array.from({ length: count }, (_, n) => client(n)))

/** What an ordinary client asks for, if nothing else is said. */
export const order = (n) => ({
  path: `/orders/${n}`,
  isRight: (answer) => answer === `{"answerTo":"${n}"}`,
})
const document = (path, kind) => (n) => ({
  path: `/${path}/${n}`,
  isRight: (answer) => answer === `${kind} ${n}. Total: ${n}.00 EUR\n`,
})
const documents = [document('invoice', 'Invoice'), document('statement', 'Statement')]

const lazyPaths = Array.from({ length: lazyPages }, (_, n) => `/lazy/${n}`)
const isLazyPage = (answer) => answer.startsWith('Lazy page')

const longPolls = (ms) => ({
  goal: 'patience',
  firstRequests: 5,
  areOpenEnded: true,
  sendFirst: ({ get }) => together(5, () => get(`/news?ms=${ms}`, (answer) => answer === '')),
})

const photoBytes = 1_000_000
const crawlerConnections = 4

/**
 * Who comes first, and who comes behind them.
 *
 * `firstRequests`: how many of the first are on their way before the others come. `areOpenEnded`: the
 * first keep their requests open for so long that nobody waits for them here; that they are not
 * rejected is all that is asked. `ordinary`: what the others ask for, one every `everyMs`.
 */
export const patterns = {
  '20 event streams': {
    goal: 'streams',
    firstRequests: 20,
    sendFirst: ({ eventStream }) => together(20, () => eventStream('/events')),
  },
  '20 streams by fetch': {
    goal: 'streams',
    firstRequests: 20,
    sendFirst: ({ streamByFetch }) => together(20, () => streamByFetch('/tokens')),
  },
  '20 downloads, hardly read': {
    goal: 'streams',
    firstRequests: 20,
    sendFirst: ({ slowReader }) => together(20, () => slowReader('/download')),
  },
  '50 pages that fetch their own API': {
    goal: 'streams',
    firstRequests: 50,
    sendFirst: ({ get }) =>
      together(50, (n) => get(`/pages/${n}`, (answer) => answer === `Tea, page ${n}`)),
  },
  '5 long polls of 15 s': longPolls(15_000),
  '5 long polls of 30 s': longPolls(30_000),
  '5 uploads of 1 MB at 20 KB/s': {
    goal: 'patience',
    firstRequests: 5,
    areOpenEnded: true,
    sendFirst: ({ slowUpload }) => together(5, () => slowUpload('/photos', photoBytes)),
  },
  '4 health checks, then two routes that lock in opposite order': {
    goal: 'locks',
    firstRequests: 4,
    sendFirst: ({ probe }) => together(4, () => probe('/healthz')),
    ordinary: (n) => [...documents, order][n % 3](n),
  },
  '700 lazy pages of 40 ms, by a crawler': {
    goal: 'lazy',
    firstRequests: crawlerConnections,
    everyMs: 20,
    sendFirst: ({ crawl }) => crawl(lazyPaths, crawlerConnections, isLazyPage),
  },
  '700 lazy pages of 40 ms, at once': {
    goal: 'lazy',
    firstRequests: lazyPages,
    sendFirst: ({ get }) => Promise.all(lazyPaths.map((path) => get(path, isLazyPage))),
  },
}
