const codes = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 }

/** Functions that colour a text, or leave it as it is. */
export function createStyle(inColour) {
  const paint = (code) => (text) =>
    inColour && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text
  const colours = Object.entries(codes).map(([name, code]) => [name, paint(code)])
  return { isInColour: inColour, ...Object.fromEntries(colours) }
}

/** Colours are for terminals, and for people who have not said no: https://no-color.org */
export function wantsColour(stream, env) {
  return Boolean(stream.isTTY) && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
}
