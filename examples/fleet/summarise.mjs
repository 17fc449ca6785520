/**
 * What became of the clients of a run. What an outage of HAProxy has met is counted apart.
 *
 * @param calmFrom - between these two nothing was restarted
 */
export function summarise(records, { outages, calmFrom, calmUntil }) {
  const requests = records.filter(({ kind }) => kind !== 'reconnect' && kind !== undefined)
  const metByOutage = ({ begunAt, endedAt }) =>
    outages.some(({ from, to }) => begunAt < to && endedAt > from)
  const isCounted = (request) => request.fault === undefined || !metByOutage(request)
  const counted = requests.filter(isCounted)
  const failed = counted.filter(({ fault }) => fault !== undefined)
  const is5xx = ({ status }) => status >= 500
  const waits = sortWaits(counted.filter((request) => !metByOutage(request)))
  const calm = counted.filter(({ begunAt, endedAt }) => begunAt > calmFrom && endedAt < calmUntil)
  return {
    requests: requests.length,
    lost: failed.filter((request) => !is5xx(request)).length,
    serverErrors: failed.filter(is5xx).length,
    firstFault: failed[0] && `${failed[0].path}: ${failed[0].fault}`,
    longestMs: waits.at(-1),
    p99Ms: waits[Math.ceil(waits.length * 0.99) - 1],
    longestCalmMs: sortWaits(calm).at(-1) ?? 0,
    uploads: requests.filter(({ kind, fault }) => kind === 'upload' && fault === undefined).length,
    reconnects: records.filter(({ kind }) => kind === 'reconnect').length,
    outages: outages.length,
    lostWithProxy: requests.length - counted.length,
  }
}

function sortWaits(requests) {
  return requests
    .map(({ waitedMs, isUnanswered }) =>
      // Whoever got no answer has waited for longer than any time.
      isUnanswered ? Infinity : waitedMs,
    )
    .filter((ms) => ms !== undefined)
    .sort((one, other) => (one < other ? -1 : 1))
}
