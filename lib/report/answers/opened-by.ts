import { list, nameRequest } from './words'
import type { BootReport } from '../../types'

const mostNamed = 12

/** What opened the gate, and by which requests; undefined when no request has counted. */
export function tellOpenedBy({ requests, state, settledAt }: BootReport): string | undefined {
  const counted = requests.filter((request) => request.counted)
  if (counted.length === 0) return undefined
  const what =
    state === 'open'
      ? 'These completed, and counted towards its opening'
      : `These completed, and counted${settledAt === null ? ' so far' : ''}`
  return `${what}: ${list(counted.map(nameRequest), mostNamed)}.`
}
