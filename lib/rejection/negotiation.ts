interface MediaRange {
  readonly type: string
  readonly quality: number
}

/** No honest client names more types. The rest is not looked at, so that a hostile client costs little. */
const mostRanges = 64
const mostParameters = 8

/**
 * The one of `offers` that a client likes best, by its Accept header; the first of equals, and the
 * first of all when it likes none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-accept
 */
export function preferredType<O extends { readonly accepts: readonly string[] }>(
  accept: string | undefined,
  offers: readonly O[],
): O {
  const ranges = (accept ?? '*/*').split(',', mostRanges).map(parseRange)
  const ranked = offers.map((offer) => ({
    offer,
    quality: Math.max(...offer.accepts.map((type) => qualityOf(type, ranges))),
  }))
  return ranked.reduce((best, other) => (other.quality > best.quality ? other : best)).offer
}

function parseRange(text: string): MediaRange {
  const parts = text.split(';', 1 + mostParameters).map((part) => part.trim().toLowerCase())
  const [type = '', ...parameters] = parts
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  const quality = weight === undefined ? 1 : Number(weight.slice(2))
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 }
}

/** The most specific range that covers the type decides. */
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  const [main = ''] = type.split('/')
  for (const covering of [type, `${main}/*`, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === covering)
    if (range !== undefined) return range.quality
  }
  return 0
}
