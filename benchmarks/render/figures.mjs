/** A figure as people read it: rounded to a few significant digits. */
export function number(value) {
  if (!Number.isFinite(value)) return 'never'
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2
  // Adding 0 turns -0 into 0.
  return (Math.round(value * 10 ** digits) / 10 ** digits + 0).toLocaleString('en-US', {
    minimumFractionDigits: size < 10 && !Number.isInteger(value) ? digits : 0,
    maximumFractionDigits: digits,
  })
}

/** The median, and the middle half of the rounds. */
export function spread(summary) {
  if (summary === null) return 'too long'
  const { median, low, high } = summary
  if (low === high) return number(median)
  return `${number(median)} (${number(low)}–${number(high)})`
}

export function count(value) {
  return value.toLocaleString('en-US')
}

/** A number of things, as people say it: `1 request`, `2 requests`. */
export function amount(many, one) {
  return `${count(many)} ${one}${many === 1 ? '' : 's'}`
}

/** A goal, and whether the figures are within it. */
export function goal(text, isReached) {
  return `Goal: ${text}. ${isReached ? 'Reached.' : '**Not reached in this run.**'}`
}
