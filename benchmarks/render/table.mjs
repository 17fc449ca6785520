/** A Markdown table; the first columns are of words, the others of figures. */
export function table(heads, rows, columnsOfWords = 1) {
  const rule = heads.map((_, column) => (column < columnsOfWords ? '---' : '---:'))
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
