await import('./there.mjs')

export const here = 'never'
