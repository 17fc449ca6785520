import typescript from 'typescript'

const { SyntaxKind } = typescript

/**
 * Breaks minified code before statements and class members, where a line would grow too long. Node shows the
 * whole line that an uncaught error was thrown in.
 */
export function breakLines(code, longest) {
  const file = typescript.createSourceFile('code.js', code, typescript.ScriptTarget.Latest, true)
  const places = []
  const visit = (node) => {
    if (isStatement(node) || typescript.isClassElement(node)) places.push(node.getStart(file))
    node.forEachChild(visit)
  }
  file.forEachChild(visit)
  places.sort((one, other) => one - other)

  let broken = ''
  let lineStart = 0
  let last = 0
  for (const place of places) {
    if (place - lineStart > longest && last > lineStart) {
      broken += `${code.slice(lineStart, last).trimEnd()}\n`
      lineStart = last
    }
    last = place
  }
  return broken + code.slice(lineStart)
}

/** Of a list of statements: what stands alone behind `if (…)` or `else` stays there. */
function isStatement(node) {
  const { kind } = node.parent
  return (
    kind === SyntaxKind.Block ||
    kind === SyntaxKind.SourceFile ||
    kind === SyntaxKind.CaseClause ||
    kind === SyntaxKind.DefaultClause
  )
}
