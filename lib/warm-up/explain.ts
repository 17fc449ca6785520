import { duration, quotable } from '../text'
import type { WarmUpResult } from '../types'

const mostNamed = 20
const longestName = 200

const isGood = ({ status }: WarmUpResult): boolean =>
  status !== null && ((status >= 200 && status < 300) || status === 304)

/** What to do about it, in the order in which it is said. */
const advice: readonly [(result: WarmUpResult) => boolean, string][] = [
  [
    ({ location }) => /^https:/i.test(location ?? ''),
    "Sent on to https: give the header that your proxy sets, { headers: { 'X-Forwarded-Proto': 'https' } }.",
  ],
  [
    ({ location }) => location !== null && !/^https:/i.test(location),
    'Sent on: warm up the address that it leads to, or give the headers that it asks for.',
  ],
  [
    ({ status }) => status === 401 || status === 403,
    'Refused: give `headers` that let the request in, or leave the path out.',
  ],
  [
    ({ status }) => status === 404 || status === 405,
    'Not there: paths and methods are those that a client would send to this app.',
  ],
  [
    ({ status }) => status === null || status >= 500,
    'If it asks its own server while it answers: listen first, then warm up.',
  ],
]

/**
 * What a warning says about a warm-up.
 *
 * @param mayHaveMetGate - whether any of them has met the gate, as far as is known
 * @returns undefined when there is nothing to say
 */
export function explain(
  results: readonly WarmUpResult[],
  mayHaveMetGate: boolean,
): { message: string; detail: string } | undefined {
  const bad = results.filter((result) => !isGood(result))
  if (bad.length === 0 && mayHaveMetGate) return undefined
  const said: string[] = []
  const remedies = advice.filter(([applies]) => bad.some(applies)).map(([, remedy]) => remedy)
  if (bad.length > 0) {
    const named = bad.slice(0, mostNamed).map(describe).join('; ')
    const more = bad.length - mostNamed
    const rest = more > 0 ? `; and ${String(more)} more` : ''
    said.push(
      `${String(bad.length)} of the ${String(results.length)} requests of a warm-up had no good answer: ${named}${rest}.`,
    )
  }
  if (!mayHaveMetGate) {
    said.push('None of the requests of a warm-up has met its gate.')
    remedies.push(
      'Give the app, or the server, that the gate is mounted in, and paths that lead to it.',
    )
  }
  return { message: said.join(' '), detail: remedies.join('\n') }
}

function describe({ method, path, status, durationMs, location, error }: WarmUpResult): string {
  const name = `${method} ${quotable(withoutQuery(path), longestName)}`
  if (status === null) {
    return `${name}: no answer in ${duration(durationMs)} (${quotable(String(error?.message), longestName)})`
  }
  const to = location === null ? '' : ` to ${quotable(withoutQuery(location), longestName)}`
  return `${name}: ${String(status)}${to}`
}

/** It can hold secrets. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
