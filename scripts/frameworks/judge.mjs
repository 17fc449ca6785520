const trueReasons = ['completed', 'warmed-up']

/** @returns what is wrong with a framework's two boots, for people; nothing when all is well */
export function judge({ open, gated }) {
  const { reason, code, slotTimeouts, rejected } = gated.boot
  const refused = Object.values(rejected).reduce((sum, count) => sum + count, 0)
  return [
    ...gated.faults,
    ...(trueReasons.includes(reason) ? [] : [`The gate has opened for ${reason ?? code}.`]),
    ...(slotTimeouts === 0 ? [] : [`${slotTimeouts} slots have timed out.`]),
    ...(refused === 0 ? [] : [`${refused} requests were rejected.`]),
    ...(gated.pools === 1 ? [] : [`${gated.pools} pools were opened.`]),
    // Otherwise there is nothing that a gate would be good for.
    ...(open.pools > 1 ? [] : [`Without its gate ${open.pools} pools were opened, too.`]),
    ...newLines(open.stderr, gated.stderr).map((line) => `Only with the gate: ${line}`),
  ]
}

/** Lines that were printed with the gate, and without it were not, be the numbers what they may. */
function newLines(before, after) {
  const known = new Set(linesOf(before))
  return linesOf(after).filter((line) => !known.has(line))
}

function linesOf(text) {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/\d+/g, '#').trim())
    .filter((line) => line !== '')
}
