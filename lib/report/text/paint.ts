const codes = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
} as const

export type Colour = keyof typeof codes

/** Colours a text, or leaves it as it is. */
export type Paint = (text: string, colour: Colour) => string

export function createPaint(inColour: boolean): Paint {
  return (text, colour) =>
    inColour && text !== '' ? `\u001b[${String(codes[colour])}m${text}\u001b[0m` : text
}
