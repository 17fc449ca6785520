/** What became of the clients of a run. What an outage of HAProxy has met is counted apart. */
export function summarise(records, outages) {
  const requests = records.filter(({ kind }) => kind !== 'reconnect' && kind !== undefined)
  const meets = ({ begunAt, endedAt }) =>
    outages.some(({ from, to }) => begunAt < to && endedAt > from)
  const counted = requests.filter((request) => request.fault === undefined || !meets(request))
  const calm = counted.filter((request) => !meets(request))
  const failed = counted.filter(({ fault }) => fault !== undefined)
  const is5xx = ({ status }) => status >= 500
  // Whoever got no answer has waited for longer than any time.
  const waits = calm
    .map(({ waitedMs, isUnanswered }) => (isUnanswered ? Infinity : waitedMs))
    .filter((ms) => ms !== undefined)
    .sort((one, other) => (one < other ? -1 : 1))
  return {
    requests: requests.length,
    lost: failed.filter((request) => !is5xx(request)).length,
    serverErrors: failed.filter(is5xx).length,
    firstFault: failed[0] && `${failed[0].path}: ${failed[0].fault}`,
    longestMs: waits.at(-1),
    p99Ms: waits[Math.ceil(waits.length * 0.99) - 1],
    uploads: requests.filter(({ kind, fault }) => kind === 'upload' && fault === undefined).length,
    reconnects: records.filter(({ kind }) => kind === 'reconnect').length,
    outages: outages.length,
    lostWithProxy: requests.length - counted.length,
  }
}
