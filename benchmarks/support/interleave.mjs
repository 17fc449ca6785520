/**
 * Measures all subjects in turn, round by round, and each goes first as often as the others: what
 * disturbs one disturbs all.
 *
 * @returns what `measureOne` gave, as a list per subject in the order of the rounds
 */
export async function interleave(subjects, rounds, measureOne) {
  const results = Object.fromEntries(subjects.map((subject) => [subject, []]))
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < subjects.length; turn++) {
      const subject = subjects[(round + turn) % subjects.length]
      results[subject].push(await measureOne(subject))
    }
  }
  return results
}
