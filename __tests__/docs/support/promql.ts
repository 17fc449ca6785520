import type * as promql from '@prometheus-io/lezer-promql' with { 'resolution-mode': 'import' }

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its types say that it cannot be required; it can
const { parser } = require('@prometheus-io/lezer-promql') as typeof promql

export interface Query {
  /** Whether Prometheus' own grammar understands it. */
  readonly isValid: boolean
  /** The names of the time series that it asks for. */
  readonly series: readonly string[]
  /** The labels that it compares or groups by. */
  readonly labels: readonly string[]
}

/** Reads a query in the language of Prometheus. */
export function readQuery(text: string): Query {
  const series = new Set<string>()
  const labels = new Set<string>()
  let isValid = true
  parser.parse(text).iterate({
    enter: ({ name, type, from, to, node }) => {
      const found = text.slice(from, to)
      if (type.isError) isValid = false
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') series.add(found)
      if (name === 'LabelName') labels.add(found)
    },
  })
  return { isValid, series: [...series], labels: [...labels] }
}
