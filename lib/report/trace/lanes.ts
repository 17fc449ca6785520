export interface Placed<T> {
  readonly item: T
  readonly start: number
  readonly end: number
  /** Counts from 0. */
  readonly lane: number
}

/** Deals spans out to lanes, so that in each of them they are apart or one within the other. */
export function dealOut<T>(
  items: readonly T[],
  timeOf: (item: T) => readonly [start: number, end: number],
): Placed<T>[] {
  /** For each lane the ends of the spans that are open in it. */
  const lanes: number[][] = []
  return items
    .map((item) => ({ item, start: timeOf(item)[0], end: timeOf(item)[1] }))
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .map(({ item, start, end }) => {
      let lane = lanes.findIndex((open) => {
        while ((open.at(-1) ?? Infinity) <= start) open.pop()
        return (open.at(-1) ?? Infinity) >= end
      })
      if (lane === -1) lane = lanes.push([]) - 1
      lanes[lane]?.push(end)
      return { item, start, end, lane }
    })
}
