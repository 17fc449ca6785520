/**
 * The word with the fewest edits (letters added, left out or exchanged) from the one given. One that
 * contains it comes first.
 */
export function nearest(word: string, candidates: readonly string[]): string {
  const short = word.slice(0, 100).toLowerCase()
  const ranked = candidates.map((candidate) => ({
    candidate,
    edits: distance(short, candidate.toLowerCase()),
  }))
  return ranked.reduce((best, other) => (other.edits < best.edits ? other : best)).candidate
}

function distance(word: string, candidate: string): number {
  const edits = editDistance(word, candidate)
  return candidate.includes(word) ? edits - word.length : edits
}

/** Levenshtein distance, one row of the table at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let line = 1; line <= from.length; line++) {
    const above = row
    row = [line]
    for (let column = 1; column <= to.length; column++) {
      const exchange = from[line - 1] === to[column - 1] ? 0 : 1
      const left = row[column - 1] ?? 0
      const over = above[column] ?? 0
      const diagonal = above[column - 1] ?? 0
      row.push(Math.min(left + 1, over + 1, diagonal + exchange))
    }
  }
  return row[to.length] ?? 0
}
