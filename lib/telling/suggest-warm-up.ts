import type { RecordedRequest } from './recorder/requests'

const mostPaths = 16

/**
 * The paths worth a warm-up: of GETs that were answered well, and have loaded something or were slower than
 * the median of these. In order of arrival, each once.
 */
export function suggestWarmUp(
  requests: readonly RecordedRequest[],
  work: readonly { readonly request: number | null }[],
): string[] {
  const answered = requests.filter(isAnsweredGet)
  const median = medianOf(answered.map(durationOf))
  const loaded = new Set(work.map(({ request }) => request))
  const worth = answered.filter((request) => loaded.has(request.id) || durationOf(request) > median)
  return [...new Set(worth.map(({ path }) => path))].slice(0, mostPaths)
}

function isAnsweredGet({ method, isExact, outcome, status }: RecordedRequest): boolean {
  const isAnswered = outcome === 'completed' || outcome === 'streamed'
  const isGood = status !== null && ((status >= 200 && status < 300) || status === 304)
  return method === 'GET' && isExact && isAnswered && isGood
}

/** A stream that still goes on has lasted until its slot passed on. */
function durationOf({ admitted, slotPassedOn, ended }: RecordedRequest): number {
  return (ended ?? slotPassedOn ?? 0) - (admitted ?? 0)
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
