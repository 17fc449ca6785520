const warmUpRounds = 8
const warmUpSize = 2_000

/**
 * In a process of `measurePerSize`: warms up, then measures each size, and tells its parent.
 *
 * @param measureSize - calls its third argument when all is prepared
 */
export async function reportSizes(measureSize) {
  const [subject, ...sizes] = process.argv.slice(2)
  for (let round = 0; round < warmUpRounds; round++)
    await measureSize(subject, warmUpSize, () => {})
  const tellBegin = () => process.send('begun')
  for (const size of sizes) process.send(await measureSize(subject, Number(size), tellBegin))
}
