/** The middle of some values, and the range that the middle half of them lies in. */
export function summarise(values) {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))]
  return { median: at(0.5), low: at(0.25), high: at(0.75), rounds: values.length }
}

/** Each value of one series over the value of the same round in the other. */
export function ratios(values, baseline) {
  return summarise(values.map((value, round) => value / baseline[round]))
}
